package dev.jyro.examples.data;

import static dev.jyro.examples.data.IdxBytes.idx;
import static dev.jyro.examples.data.IdxBytes.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ImageSetTest {
  private static final Idx IMAGES =
      read("images", idx(shape(2, 2, 3), 0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255));
  private static final Idx LABELS = read("labels", idx(shape(2), 9, 200));

  private static Idx read(String name, byte[] file) {
    return Idx.read(name, new ByteArrayInputStream(file));
  }

  @Nested
  final class ASet {
    private final ImageSet set = ImageSet.of(IMAGES, LABELS);

    @Test
    void knowsItsSizes() {
      assertThat(set.count()).isEqualTo(2);
      assertThat(set.rows()).isEqualTo(2);
      assertThat(set.columns()).isEqualTo(3);
      assertThat(set.pixels()).hasSize(12);
      assertThat(set.labels()).containsExactly(9, 200);
    }

    @Test
    void givesPixelsAndLabelsUnsigned() {
      assertThat(set.pixel(0, 1, 0)).isEqualTo(3);
      assertThat(set.pixel(1, 0, 2)).isEqualTo(252);
      assertThat(set.pixel(1, 1, 2)).isEqualTo(255);
      assertThat(set.label(1)).isEqualTo(200);
    }

    @Test
    void hasNoPixelOutsideAnImage() {
      assertThatThrownBy(() -> set.pixel(0, 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> set.pixel(0, 2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> set.pixel(2, 0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> set.label(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Nested
  final class FilesThatDoNotBelongTogether {
    @Test
    void areRefusedForTheirCounts() {
      Idx three = read("three", idx(shape(3), 1, 2, 3));
      assertThatThrownBy(() -> ImageSet.of(IMAGES, three))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("images and three", "found   3 labels", "needed  2");
    }

    @Test
    void areRefusedWhenExchanged() {
      assertThatThrownBy(() -> ImageSet.of(/* images= */ LABELS, /* labels= */ IMAGES))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(
              "labels: holds no images", "found   0x00000801", "needed  0x00000803", "exchanged");
    }

    @Test
    void areRefusedWhenTheLabelsAreImages() {
      assertThatThrownBy(() -> ImageSet.of(IMAGES, IMAGES))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(
              "images: holds no labels", "found   0x00000803", "needed  0x00000801");
    }
  }
}
