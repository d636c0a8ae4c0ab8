package dev.jyro.examples.report;

import dev.jyro.examples.picture.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;

/**
 * A piece of a report, of one kind; for the template those of other kinds are empty.
 *
 * @param pictures at most one picture
 * @param tables at most one table
 */
record Part(List<Shown> pictures, List<Table> tables) {

  /**
   * A picture within the page.
   *
   * @param file its name in the folder
   * @param caption what it shows
   * @param width its width in pixels
   * @param data its bytes in base 64
   */
  record Shown(String file, String caption, int width, String data) {}

  /**
   * A table.
   *
   * @param caption what it shows
   * @param head the names of the columns
   * @param rows the cells
   */
  record Table(String caption, List<String> head, List<Row> rows) {}

  /** A row of a table. */
  record Row(List<String> cells) {}

  static Part picture(String file, String caption, Picture picture) {
    var shown = new Shown(file, caption, picture.image().getWidth(), base64(picture));
    return new Part(List.of(shown), List.of());
  }

  static Part table(String caption, List<String> head, List<List<String>> rows) {
    var table = new Table(caption, List.copyOf(head), rows.stream().map(Row::new).toList());
    return new Part(List.of(), List.of(table));
  }

  boolean isPicture(String file) {
    return pictures.stream().anyMatch(picture -> picture.file().equals(file));
  }

  private static String base64(Picture picture) {
    var bytes = new ByteArrayOutputStream();
    try {
      picture.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
