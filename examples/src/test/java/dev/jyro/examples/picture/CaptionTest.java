package dev.jyro.examples.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CaptionTest {
  private static final int WHITE = 0xffffffff;
  private static final int BLACK = 0xff000000;

  private final Picture black = new Picture(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB));

  @Test
  void standsUnderThePicture() {
    BufferedImage whole = new Caption(10).under(black, "seven").image();
    assertThat(whole.getWidth()).isEqualTo(40);
    assertThat(whole.getHeight()).isEqualTo(30 + 2 * 10);
    assertThat(pixels(whole, 0, 30)).containsOnly(BLACK);
    assertThat(pixels(whole, 30, 50)).contains(WHITE).anyMatch(pixel -> pixel != WHITE);
  }

  @Test
  void withoutWordsIsWhite() {
    BufferedImage whole = new Caption(10).under(black, "").image();
    assertThat(pixels(whole, 30, 50)).containsOnly(WHITE);
  }

  @Test
  void hasLettersOfSomeHeight() {
    assertThatThrownBy(() -> new Caption(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 0");
  }

  private static IntStream pixels(BufferedImage image, int top, int bottom) {
    int width = image.getWidth();
    return IntStream.of(image.getRGB(0, top, width, bottom - top, null, 0, width));
  }
}
