package dev.jyro.examples.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Handwritten digits: images of 28 by 28 grey values, white ink on black, labelled 0 to 9.
 *
 * <p>The embedded set has 60000 images to train on and 10000 to test with. A folder may hold any
 * other data in files of the same names (Fashion-MNIST for one): the size of the images and the
 * counts are the files' own, but train and test images must be of one size.
 *
 * <p>Nothing is kept: each call reads the files again, about 55 MB of memory for the embedded set.
 *
 * <p>Errors are {@link DataException}s, for a file that is missing, damaged, or not what it should
 * be.
 *
 * <p>Source: Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998), Gradient-Based Learning Applied
 * to Document Recognition, section III.A. Origin and licence of the files: the data card {@code
 * mnist/README.md} beside them.
 *
 * @param train what to train on
 * @param test what to test with
 */
public record Mnist(ImageSet train, ImageSet test) {
  private static final String TRAIN = "train";
  private static final String TEST = "t10k";

  /** Checks that a network made for the train images can take the test images. */
  public Mnist {
    if (train.rows() != test.rows() || train.columns() != test.columns()) {
      throw new DataException(
          """
          MNIST: train and test images differ in size.
            found   %d x %d to train on, %d x %d to test with
            needed  one size
          Fix: give four files of the same data set."""
              .formatted(train.rows(), train.columns(), test.rows(), test.columns()));
    }
  }

  /** The whole set, from the class path: no download, no files to fetch. */
  public static Mnist embedded() {
    return read(Mnist::resource);
  }

  /**
   * The set of a folder with the four files {@code train-images-idx3-ubyte}, {@code
   * train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte},
   * each with or without {@code .gz} at the end of its name.
   *
   * @throws DataException if files are missing (all are named at once) or unusable
   */
  public static Mnist from(Path folder) {
    requireFiles(folder);
    return read(file -> Idx.read(find(folder, file).orElseThrow()));
  }

  private static Mnist read(Function<String, Idx> reader) {
    return new Mnist(read(TRAIN, reader), read(TEST, reader));
  }

  private static ImageSet read(String part, Function<String, Idx> reader) {
    return ImageSet.of(reader.apply(images(part)), reader.apply(labels(part)));
  }

  private static String images(String part) {
    return part + "-images-idx3-ubyte";
  }

  private static String labels(String part) {
    return part + "-labels-idx1-ubyte";
  }

  private static Idx resource(String file) {
    String name = "mnist/" + file + ".gz";
    try (InputStream in = Mnist.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new DataException(
            """
            MNIST: a file is missing from the class path.
              found   no resource %s beside %s
              needed  the data files of the examples
            Fix: build the module of the examples with its resources."""
                .formatted(name, Mnist.class.getName()));
      }
      return Idx.read(name, in);
    } catch (IOException e) {
      throw Idx.unreadable(name, e);
    }
  }

  private static void requireFiles(Path folder) {
    List<String> missing = new ArrayList<>();
    for (String file : List.of(images(TRAIN), labels(TRAIN), images(TEST), labels(TEST))) {
      if (find(folder, file).isEmpty()) {
        missing.add(file + " or " + file + ".gz");
      }
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          """
          %s: %s.
            found   no %s
            needed  all four files of the data set
          Fix: put the files there, or name the folder that has them."""
              .formatted(
                  folder,
                  Files.isDirectory(folder) ? "files are missing" : "not a folder",
                  String.join("\n          no ", missing)));
    }
  }

  private static Optional<Path> find(Path folder, String file) {
    return Stream.of(file, file + ".gz")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
