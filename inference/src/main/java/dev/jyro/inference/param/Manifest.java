package dev.jyro.inference.param;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import dev.jyro.Headroom;
import dev.jyro.effect.Param;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint says about itself: {@code manifest.json}.
 *
 * <p>Fields that this version does not know are passed over, so that later ones can add theirs; a
 * change that must not be passed over is a new format.
 *
 * @param format the version of the format
 * @param jyro which Jyro wrote it
 * @param data the file with the numbers
 * @param parameters what the numbers are, in the order of the store
 * @param training where the training stood; not there if only parameters were saved
 */
record Manifest(
    int format,
    String jyro,
    Data data,
    List<Parameter> parameters,
    @Nullable SavedTraining training) {
  private static final int FORMAT = 1;
  private static final int MAX_BYTES = 1 << 24;
  private static final Gson GSON =
      new GsonBuilder().setStrictness(Strictness.STRICT).setPrettyPrinting().create();

  /**
   * A file that belongs to the checkpoint.
   *
   * @param file its name
   * @param bytes its length
   * @param sha256 the hash of its content, in hexadecimal digits
   */
  record Data(String file, long bytes, String sha256) {
    /** The same under another name. */
    Data named(String other) {
      return new Data(other, bytes, sha256);
    }

    /** Whether the content is the same, whatever the name. */
    boolean isOf(Data other) {
      return bytes == other.bytes && sha256.equals(other.sha256);
    }

    boolean isComplete() {
      return nonNull(file, sha256);
    }
  }

  /**
   * One parameter.
   *
   * @param name its name
   * @param constraint its constraint's name
   * @param role whether it is trained
   * @param dtype the type of its free numbers
   * @param shape their sizes
   */
  record Parameter(
      String name, String constraint, Param.Role role, String dtype, List<Long> shape) {
    static Parameter of(ParamStore.Entry entry) {
      return new Parameter(entry.name(), entry.constraint().name(), entry.role(), "", List.of())
          .with(entry.leaf().value());
    }

    /** The same parameter with these free numbers. */
    Parameter with(Tensor free) {
      String type = Dtype.of(free.dataType()).map(Dtype::name).getOrElse(free.dataType().name());
      List<Long> sizes = Arrays.stream(free.shape().getShape()).boxed().toList();
      return new Parameter(name, constraint, role, type, sizes);
    }

    boolean isComplete() {
      return nonNull(name, constraint, role, dtype, shape) && !shape.contains(null);
    }
  }

  /** Of these parameters, in this file. */
  static Manifest of(Collection<ParamStore.Entry> entries, Data data) throws IOException {
    List<Parameter> parameters = entries.stream().map(Parameter::of).toList();
    return new Manifest(FORMAT, version(), data, parameters, null);
  }

  /** The same with where the training stands. */
  Manifest with(SavedTraining standing) {
    return new Manifest(format, jyro, data, parameters, standing);
  }

  /**
   * Reads a manifest.
   *
   * @throws CheckpointException if there is none, or it is not one that this version can read
   */
  static Manifest read(Path file) {
    try {
      return checked(file, GSON.fromJson(text(file), Manifest.class));
    } catch (NoSuchFileException e) {
      throw new CheckpointException(
          file, "there is no such file. Needed: a folder that ParamStore.save has written.", e);
    } catch (IOException | JsonParseException e) {
      throw new CheckpointException(file, "cannot be read. Found: " + e.getMessage() + ".", e);
    }
  }

  /**
   * A manifest that a save has left behind; what is none, or was not written to its end, is passed
   * over.
   *
   * @throws IOException if it is there and cannot be read now
   */
  static Option<Manifest> leftBehind(Path file) throws IOException {
    try {
      return WholeFile.isNoPlainFile(file) ? Option.none() : Option.of(read(file));
    } catch (CheckpointException e) {
      if (e.getCause() instanceof IOException cause && !saysNothing(cause)) {
        throw cause;
      }
      return Option.none();
    }
  }

  private static boolean saysNothing(IOException cause) {
    return cause instanceof NoSuchFileException || cause instanceof CharacterCodingException;
  }

  private static String text(Path file) throws IOException {
    int most = (int) Math.min(MAX_BYTES, Headroom.bytesOfTree());
    try (InputStream in = WholeFile.open(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException("%d bytes, more than %d".formatted(Files.size(file), most));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  byte[] toJson() {
    return GSON.toJson(this).getBytes(StandardCharsets.UTF_8);
  }

  /** Gson fills records without asking them. */
  private static Manifest checked(Path file, Manifest read) {
    if (read != null && read.format > FORMAT) {
      throw new CheckpointException(
          file,
          "written by Jyro %s in format %d. Needed: format %d or older. Fix: use that Jyro."
              .formatted(read.jyro, read.format, FORMAT));
    }
    if (read != null && read.format < 1 && read.jyro != null) {
      throw new CheckpointException(
          file,
          "written by Jyro %s in format %d, which is not read any more. Needed: format 1 to %d. Fix: load it with that Jyro, and save it with a later one."
              .formatted(read.jyro, read.format, FORMAT));
    }
    if (read == null || read.format < 1 || !read.isComplete()) {
      throw new CheckpointException(
          file,
          "not a whole manifest. Needed: format, jyro, data and parameters. Fix: copy it again, or"
              + " save it anew.");
    }
    return read;
  }

  private boolean isComplete() {
    return nonNull(jyro, data, parameters)
        && data.isComplete()
        && parameters.stream().allMatch(each -> each != null && each.isComplete())
        && (training == null || training.isComplete());
  }

  private static boolean nonNull(Object... fields) {
    return Stream.of(fields).allMatch(Objects::nonNull);
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Manifest.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }
}
