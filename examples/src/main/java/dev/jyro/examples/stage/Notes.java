package dev.jyro.examples.stage;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.jyro.JyroException;
import dev.jyro.examples.output.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The file of what a training has noted, beside its checkpoint.
 *
 * @param curves of its journal
 * @param epoch what the epoch under way has added up
 */
record Notes(Map<String, Journal.Points> curves, Tally.Sums epoch) {

  static void save(Path file, Journal journal, Tally tally) {
    String text = new Gson().toJson(new Notes(journal.points(), tally.sums()));
    new AtomicFile(file).write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  static void load(Path file, Journal journal, Tally tally) {
    try {
      Notes notes = new Gson().fromJson(Files.readString(file), Notes.class);
      journal.add(notes.curves);
      tally.restore(notes.epoch);
    } catch (IOException | JsonParseException | NullPointerException e) {
      throw new JyroException(
          """
          %s: not what a training has noted.
            found   %s
            needed  the file that was written with the checkpoint beside it
          Fix: put it back; or leave --resume out, to begin anew."""
              .formatted(file, e),
          e);
    }
  }
}
