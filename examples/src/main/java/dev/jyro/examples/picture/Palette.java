package dev.jyro.examples.picture;

import java.awt.Color;
import java.util.List;

/**
 * Colours that can be told apart on white, by colour-blind readers, too: seven of Okabe and Ito,
 * and three dark ones that are as far from these and from each other.
 */
final class Palette {
  static final Color INK = new Color(0x333333);
  static final Color FAINT = new Color(0xe4e4e4);

  /** In the order in which they are used. */
  static final List<Color> COLOURS =
      List.of(
          new Color(0x0072b2),
          new Color(0xd55e00),
          new Color(0x009e73),
          new Color(0xcc79a7),
          new Color(0xe69f00),
          new Color(0x56b4e9),
          new Color(0x000000),
          new Color(0x8700f0),
          new Color(0x5a2d00),
          new Color(0x001e87));

  private Palette() {}

  static Color[] first(int count) {
    return COLOURS.subList(0, count).toArray(Color[]::new);
  }

  /** For things of these names in one plot. */
  static void needColours(String title, List<String> names) {
    if (names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException(
          "Plot '%s' needs names that differ: found %s.".formatted(title, names));
    }
    if (names.size() > COLOURS.size()) {
      throw new IllegalArgumentException(
          "Plot '%s' shows %d things: needed at most %d, as many as there are colours that can be told apart. Fix: put some together, or into a plot of their own."
              .formatted(title, names.size(), COLOURS.size()));
    }
  }

  /** The colour as a veil, through which one sees. */
  static Color veil(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 56);
  }
}
