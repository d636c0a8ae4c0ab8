package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.List;
import org.junit.jupiter.api.Test;

final class ArtifactsTest {
  private static final Artifacts THERE = Artifacts.onTheClassPath();

  private static Artifact found(Artifact artifact, String... found) {
    return new Artifact(
        artifact.group(),
        artifact.name(),
        artifact.version(),
        artifact.classifier(),
        List.of(found));
  }

  @Test
  void areAllThereInATest() {
    assertThat(List.of(THERE.engine(), THERE.torch(), THERE.bridge())).allMatch(Artifact::isThere);
    assertThat(Torch.version()).isEqualTo(THERE.torch().version());
  }

  @Test
  void areAllNamedThatAreMissing() {
    Artifacts none = new Artifacts(THERE.engine(), found(THERE.torch()), found(THERE.bridge()));
    assertThat(none.advice(new IllegalStateException("no")))
        .contains("  found   pytorch-engine 0.35.1, no pytorch-native-cpu, no pytorch-jni\n")
        .contains("  DJL     no\n")
        .contains("<version>2.7.1</version>", "<version>2.7.1-0.35.1</version>");
  }

  @Test
  void areNotTakenForThoseOfAnotherPlatform() {
    Artifacts foreign =
        new Artifacts(
            THERE.engine(), found(THERE.torch(), "2.7.1-20250812 plan9-pdp11"), THERE.bridge());
    assertThat(foreign.advice(new IllegalStateException("no")))
        .contains("pytorch-native-cpu 2.7.1-20250812 plan9-pdp11,")
        .contains("Fix: in your POM put in the place of the other pytorch-native-cpu\n")
        .contains("<classifier>%s</classifier>".formatted(Artifacts.platform()))
        .doesNotContain("<artifactId>pytorch-jni");
  }

  @Test
  void mayBeThereBesideOthers() {
    String mine = THERE.torch().version() + " " + Artifacts.platform();
    assertThat(found(THERE.torch(), "2.7.1 plan9-pdp11", mine).isThere()).isTrue();
    assertThat(found(THERE.torch(), "2.7.10 " + Artifacts.platform()).isThere()).isFalse();
  }

  @Test
  void areDamagedIfTheyAreThereAndDoNotStart() {
    assertThat(THERE.advice(new IllegalStateException("file too short")))
        .contains("Fix: all that is needed is on the class path.", "DJL_CACHE_DIR");
  }

  @Test
  void areInnocentWhereJavaForbidsNativeCode() {
    Throwable forbidden =
        new IllegalStateException("not loaded", new IllegalCallerException("native access"));
    assertThat(THERE.advice(forbidden))
        .contains("  DJL     not loaded: native access\n")
        .endsWith("start it with --enable-native-access=ALL-UNNAMED.");
  }
}
