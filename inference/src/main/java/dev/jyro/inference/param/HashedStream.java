package dev.jyro.inference.param;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file that is hashed and counted while it is read, so that both are of one opening. */
final class HashedStream extends DigestInputStream {
  private long bytes;

  HashedStream(InputStream in) {
    super(in, sha256());
  }

  /** What a file is that nobody reads otherwise. */
  static Manifest.Data described(Path file) throws IOException {
    try (HashedStream in = new HashedStream(WholeFile.open(file))) {
      in.transferTo(OutputStream.nullOutputStream());
      return in.data();
    }
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    bytes += read < 0 ? 0 : 1;
    return read;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    int read = super.read(target, from, count);
    bytes += Math.max(0, read);
    return read;
  }

  /** What was read; once, at the end. */
  Manifest.Data data() {
    return new Manifest.Data(Checkpoint.DATA, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
