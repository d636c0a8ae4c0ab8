package dev.jyro.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** One way to spoil the bytes of a file. */
@FunctionalInterface
public interface Mutation {
  /** Spoilt bytes; those given stay as they are. */
  byte[] of(byte[] whole, SplittableRandom random);

  /** One of these, by chance. */
  static Mutation oneOf(List<Mutation> kinds) {
    return (whole, random) -> kinds.get(random.nextInt(kinds.size())).of(whole, random);
  }

  /** This one, one to three times over. */
  default Mutation repeated() {
    return (whole, random) -> {
      byte[] spoilt = whole;
      for (int i = random.nextInt(3); i >= 0; i--) {
        spoilt = of(spoilt, random);
      }
      return spoilt;
    };
  }

  /** This one, drawn again until something is another: what is left whole tests nothing. */
  default Mutation spoiling() {
    return (whole, random) -> {
      byte[] spoilt = of(whole, random);
      while (Arrays.equals(spoilt, whole)) {
        spoilt = of(whole, random);
      }
      return spoilt;
    };
  }
}
