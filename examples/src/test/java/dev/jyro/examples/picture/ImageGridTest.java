package dev.jyro.examples.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageGridTest {
  /** Images of one row and two columns. */
  private static final ImageGrid GRID = ImageGrid.of(1, 2).columns(2).padding(1).scale(1);

  private static final int G = ImageGrid.GROUND;

  private static int[] row(Picture picture, int y) {
    BufferedImage image = picture.image();
    return image.getRaster().getPixels(0, y, image.getWidth(), 1, (int[]) null);
  }

  private static void assertSize(Picture picture, int width, int height) {
    assertThat(picture.image().getWidth()).isEqualTo(width);
    assertThat(picture.image().getHeight()).isEqualTo(height);
  }

  @Nested
  final class AGrid {
    @Test
    void putsImagesInRowsOnAGround() {
      Picture picture = GRID.draw(new float[] {0, 1, 0.2f, 0.4f, 0.6f, 0.8f});
      assertSize(picture, 7, 5);
      assertThat(row(picture, 0)).containsOnly(G);
      assertThat(row(picture, 1)).containsExactly(G, 0, 255, G, 51, 102, G);
      assertThat(row(picture, 2)).containsOnly(G);
      assertThat(row(picture, 3)).containsExactly(G, 153, 204, G, G, G, G);
      assertThat(row(picture, 4)).containsOnly(G);
    }

    @Test
    void isNoWiderThanItsImages() {
      assertSize(GRID.columns(10).draw(new float[] {0, 1}), 4, 3);
    }

    @Test
    void enlargesPixelsToSquares() {
      Picture picture = GRID.scale(2).draw(new float[] {0, 1});
      assertSize(picture, 6, 4);
      assertThat(row(picture, 1)).containsExactly(G, 0, 0, 255, 255, G);
      assertThat(row(picture, 2)).isEqualTo(row(picture, 1));
    }

    @Test
    void mayDoWithoutPadding() {
      Picture picture = GRID.padding(0).draw(new float[] {0, 1, 1, 0});
      assertSize(picture, 4, 1);
      assertThat(row(picture, 0)).containsExactly(0, 255, 255, 0);
    }

    @Test
    void takesAnImageRowByRow() {
      Picture picture = ImageGrid.of(2, 3).padding(0).scale(1).draw(new float[] {0, 0, 0, 1, 1, 0});
      assertThat(row(picture, 1)).containsExactly(255, 255, 0);
    }

    @Test
    void hasRoomForTenDigitsInARow() {
      assertSize(ImageGrid.of(28, 28).draw(new float[20 * 784]), 10 * 60 + 4, 2 * 60 + 4);
    }

    @Test
    void takesValuesOutsideForTheNearerEnd() {
      float[] values = {-0.1f, 1.1f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
      assertThat(row(GRID.draw(values), 1)).containsExactly(G, 0, 255, G, 0, 255, G);
    }
  }

  @Nested
  final class AGridOfPairs {
    @Test
    void putsPartnersUnderEachOther() {
      Picture picture =
          GRID.drawPairs(
              new float[] {0, 0, 0.2f, 0.2f, 0.4f, 0.4f}, new float[] {1, 1, 1, 1, 0, 0});
      assertSize(picture, 7, 7);
      assertThat(row(picture, 1)).containsExactly(G, 0, 0, G, 51, 51, G);
      assertThat(row(picture, 2)).containsExactly(G, 255, 255, G, 255, 255, G);
      assertThat(row(picture, 3)).containsOnly(G);
      assertThat(row(picture, 4)).containsExactly(G, 102, 102, G, G, G, G);
      assertThat(row(picture, 5)).containsExactly(G, 0, 0, G, G, G, G);
    }

    @Test
    void partsPartnersByAQuarterOfThePadding() {
      Picture picture = GRID.padding(4).drawPairs(new float[2], new float[2]);
      assertSize(picture, 10, 4 + 1 + 1 + 1 + 4);
      assertThat(row(picture, 5)).containsOnly(G);
    }

    @Test
    void needsAPartnerForEach() {
      assertThatThrownBy(() -> GRID.drawPairs(new float[4], new float[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found 2 and 4 values");
    }
  }

  @Nested
  final class Nonsense {
    @Test
    void isRefusedInValues() {
      assertThatThrownBy(() -> GRID.draw(new float[] {0, Float.NaN}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Value 1 of the images is not a number");
    }

    @Test
    void isRefusedInTheirCount() {
      assertThatThrownBy(() -> GRID.draw(new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("1 x 2", "found 3 values", "multiple of 2");
      assertThatThrownBy(() -> GRID.draw(new float[0]))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isRefusedInSizes() {
      assertThatThrownBy(() -> ImageGrid.of(0, 28))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("height of an image grid is at least 1: found 0");
      assertThatThrownBy(() -> GRID.padding(-1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> GRID.columns(0)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> GRID.scale(0)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  final class AFile {
    @TempDir Path folder;

    @Test
    void isAPngWithThePixelsDrawn() throws IOException {
      Picture picture = GRID.draw(new float[] {0, 1, 0.2f, 0.4f});
      Path file = folder.resolve("grid.png");
      picture.writeTo(file);
      var read = new Picture(ImageIO.read(file.toFile()));
      assertSize(read, 7, 3);
      assertThat(row(read, 1)).containsExactly(row(picture, 1));
      assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
      assertThat(folder.toFile().list()).containsExactly("grid.png");
    }
  }
}
