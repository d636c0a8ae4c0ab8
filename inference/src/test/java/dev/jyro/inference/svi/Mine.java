package dev.jyro.inference.svi;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often users' code is passed, and throws at one of the passes if it is armed. */
final class Mine {
  private final AtomicInteger passes = new AtomicInteger();
  private volatile int at = -1;
  private volatile Trouble trouble = Trouble.RUNTIME;
  private volatile Throwable thrown = new Throwable("nothing was thrown");
  private volatile String place = "nowhere";
  private volatile boolean sprung;

  /** Begins to count anew, without throwing. */
  void rest() {
    at = -1;
    sprung = false;
    passes.set(0);
  }

  /** Throws no more, if it has not; what it knows it still tells. */
  void disarm() {
    at = -1;
  }

  /** Begins to count anew, and throws at this pass. */
  void arm(int pass, Trouble next) {
    rest();
    trouble = next;
    thrown = next.make();
    at = pass;
  }

  int passes() {
    return passes.get();
  }

  boolean isSprung() {
    return sprung;
  }

  /** What was thrown last. */
  Throwable thrown() {
    return thrown;
  }

  /** Where that was. */
  String place() {
    return place;
  }

  /** What kind it was, and where. */
  String what() {
    return trouble + " in " + place;
  }

  /** Users' code is here. */
  void pass(String here) {
    if (passes.getAndIncrement() == at) {
      place = here;
      sprung = true;
      throwing(thrown);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void throwing(Throwable any) throws E {
    throw (E) any;
  }
}
