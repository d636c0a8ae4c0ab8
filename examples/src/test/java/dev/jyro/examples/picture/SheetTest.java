package dev.jyro.examples.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SheetTest {
  private static final Picture RED = filled(Color.RED);
  private static final Picture BLUE = filled(Color.BLUE);

  private static Picture filled(Color colour) {
    var image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, 20, 10);
    graphics.dispose();
    return new Picture(image);
  }

  @Test
  void putsPicturesInRowsAndShrinksThem() {
    BufferedImage sheet = new Sheet(2, 0.5).draw(List.of(RED, BLUE, BLUE)).image();
    assertThat(sheet.getWidth()).isEqualTo(20);
    assertThat(sheet.getHeight()).isEqualTo(10);
    assertThat(new Color(sheet.getRGB(5, 2))).isEqualTo(Color.RED);
    assertThat(new Color(sheet.getRGB(15, 2))).isEqualTo(Color.BLUE);
    assertThat(new Color(sheet.getRGB(5, 7))).isEqualTo(Color.BLUE);
    assertThat(new Color(sheet.getRGB(15, 7))).isEqualTo(Color.WHITE);
  }

  @Test
  void isNoWiderThanItsPictures() {
    assertThat(new Sheet(3, 1).draw(List.of(RED)).image().getWidth()).isEqualTo(20);
  }

  @Test
  void refusesNoPicturesAndStrangeSizes() {
    assertThatThrownBy(() -> new Sheet(0, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 0");
    assertThatThrownBy(() -> new Sheet(1, 1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> new Sheet(1, 1).draw(List.of())).hasMessageContaining("picture");
  }
}
