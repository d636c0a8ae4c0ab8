package dev.jyro.tensor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Torch's threads from burning a shared machine.
 *
 * <p>On Linux Torch's threads are libgomp's, which wait for each other by spinning. With a core
 * taken by another process they spin in vain: a training step of 4.4 ms took 84 ms on two cores
 * beside one busy process with 100,000 spins, and 15 ms with 3,000, the least that cost nothing on
 * an idle machine; without any it took 7.5 ms there. The whole sweep is in {@code
 * docs/benchmarks.md}. libgomp reads {@code GOMP_SPINCOUNT} when it is loaded, so it is set here
 * before that, unless the user has set it or {@code OMP_WAIT_POLICY}.
 */
final class Spinning {
  private static final Logger LOG = LoggerFactory.getLogger(Spinning.class);
  private static final String SPINS = "3000";

  private Spinning() {}

  static void limit() {
    if (!Platform.isLinux() || System.getenv("OMP_WAIT_POLICY") != null) {
      return;
    }
    try {
      Native.load("c", CLibrary.class).setenv("GOMP_SPINCOUNT", SPINS, 0);
    } catch (LinkageError e) {
      LOG.debug(
          "GOMP_SPINCOUNT could not be set; set it in the environment on a shared machine", e);
    }
  }

  /** The one function of the C library that is wanted. */
  public interface CLibrary extends Library {
    /** Sets a variable, if {@code overwrite} is 0 only where there is none. */
    int setenv(String name, String value, int overwrite);
  }
}
