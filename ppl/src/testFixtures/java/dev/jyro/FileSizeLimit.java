package dev.jyro;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;

/**
 * As if the disk were full: while it is open, no file of this process grows past a size, and the
 * write that would make it fails as the kernel has it fail. For Linux and macOS.
 *
 * <p>The limit is the whole process's; tests that run beside in the same one must not write.
 */
public final class FileSizeLimit implements AutoCloseable {
  private static final CLibrary C = Native.load("c", CLibrary.class);
  private static final int FILE_SIZE = 1; // RLIMIT_FSIZE

  private final Limits before = new Limits();

  private FileSizeLimit(long bytes) {
    check(C.getrlimit(FILE_SIZE, before), "read");
    Limits limits = new Limits();
    limits.soft = new NativeLong(bytes);
    limits.hard = before.hard;
    check(C.setrlimit(FILE_SIZE, limits), "set");
  }

  /** No file gets more bytes than these. */
  public static FileSizeLimit of(long bytes) {
    return new FileSizeLimit(bytes);
  }

  @Override
  public void close() {
    check(C.setrlimit(FILE_SIZE, before), "set back");
  }

  private static void check(int outcome, String what) {
    if (outcome != 0) {
      throw new IllegalStateException("the limit of file sizes could not be " + what);
    }
  }

  /** What the kernel calls {@code struct rlimit}. */
  @FieldOrder({"soft", "hard"})
  public static final class Limits extends Structure {
    /** The limit that counts. */
    public NativeLong soft = new NativeLong();

    /** Up to where it may be raised. */
    public NativeLong hard = new NativeLong();
  }

  /** The two functions of the C library. */
  public interface CLibrary extends Library {
    /** Reads a limit. */
    int getrlimit(int resource, Limits limits);

    /** Sets a limit. */
    int setrlimit(int resource, Limits limits);
  }
}
