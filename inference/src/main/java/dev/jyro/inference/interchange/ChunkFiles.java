package dev.jyro.inference.interchange;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The files of one array's chunks, each of which must hold as much as a chunk does.
 *
 * @param folder where they are
 * @param array what they belong to
 */
record ChunkFiles(Path folder, ZarrArray array) {
  /** What makes something of a chunk's bytes. */
  @FunctionalInterface
  interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  /** How many bytes a chunk has, if the file of this one can hold as many. */
  int bytes(String key) throws IOException {
    long size = Files.size(plainFile(key));
    int bytes = Allowance.forFile(size).take(array.chunk(), array.type().bytes());
    if (array.codec() == ZarrArray.Codec.NONE && size < bytes) {
      throw new IOException(
          "the chunk '%s' has only %d bytes; needed: %d".formatted(key, size, bytes));
    }
    return bytes;
  }

  /** Reads the chunk of this name, to its end. */
  <T> T read(String key, Reader<T> reader) throws IOException {
    int bytes = bytes(key);
    try (InputStream file = new BufferedInputStream(opened(key));
        InputStream in = array.codec().open(file)) {
      T read = reader.read(in);
      if (in.read() >= 0) {
        throw new IOException("the chunk '%s' has more bytes; needed: %d".formatted(key, bytes));
      }
      return read;
    } catch (EOFException e) {
      throw new IOException("the chunk '%s' ends too early".formatted(key), e);
    }
  }

  /** A chunk's bytes. */
  byte[] content(String key, InputStream in) throws IOException {
    int needed = bytes(key);
    byte[] content = new byte[needed];
    int found = in.readNBytes(content, 0, needed);
    if (found < needed) {
      throw new IOException(
          "the chunk '%s' has only %d bytes; needed: %d".formatted(key, found, needed));
    }
    return content;
  }

  private InputStream opened(String key) throws IOException {
    return Files.newInputStream(plainFile(key), LinkOption.NOFOLLOW_LINKS);
  }

  /** A link could lead anywhere, and a pipe never end. */
  private Path plainFile(String key) throws IOException {
    Path place = folder;
    for (Path part : Path.of(key)) {
      place = place.resolve(part);
      if (Files.isSymbolicLink(place)) {
        throw new IOException("'%s' is a link; needed: a file".formatted(key));
      }
    }
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "there is no chunk '%s'. Fix: copy the store again, or write it with write_empty_chunks=True"
              .formatted(key));
    }
    if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("'%s' is no plain file".formatted(key));
    }
    return place;
  }
}
