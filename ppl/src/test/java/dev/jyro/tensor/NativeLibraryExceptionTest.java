package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.LibUtils;
import dev.jyro.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Torch in processes whose class path is not as it should be. The libraries that DJL has unpacked
 * before would hide that: the processes have a cache of their own, in which Torch's are links.
 */
final class NativeLibraryExceptionTest {
  private static final String VERSION = "2.7.1";
  private static final String BRIDGE = "2.7.1-0.35.1";

  @TempDir private Path folder;

  private static boolean isTorch(String file) {
    return file.startsWith("pytorch-native-cpu");
  }

  private static boolean isBridge(String file) {
    return file.startsWith("pytorch-jni");
  }

  private static boolean isEngine(String file) {
    return file.startsWith("pytorch-engine");
  }

  private ChildJvm child() throws IOException {
    Path libraries = Path.of(libraries());
    Path cache = folder.resolve("cache/pytorch").resolve(libraries.getFileName());
    Files.createDirectories(cache);
    try (Stream<Path> files = Files.list(libraries)) {
      for (Path each : files.filter(file -> !file.toString().contains("djl_torch")).toList()) {
        Files.createSymbolicLink(cache.resolve(each.getFileName()), each);
      }
    }
    return ChildJvm.running(FirstUse.class)
        .with("DJL_CACHE_DIR", folder.resolve("cache").toString());
  }

  /** Links whose ends lie elsewhere are none of the temporary folder's business. */
  @AfterEach
  void unlink() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  /** The folder of this process's own. */
  private static String libraries() {
    Torch.version();
    return LibUtils.getLibtorchPath();
  }

  /** Something on the class path that says to be a library. */
  private Path claiming(String resource, Properties properties) throws IOException {
    Path file = folder.resolve("claim").resolve(resource);
    Files.createDirectories(file.getParent());
    try (var out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    return folder.resolve("claim");
  }

  private Path torch(String version, String classifier) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("version", version);
    properties.setProperty("flavor", "cpu");
    properties.setProperty("classifier", classifier);
    properties.setProperty("libraries", "libtorch.so");
    return claiming("native/lib/pytorch.properties", properties);
  }

  private void assertSays(ChildJvm child, String... words) throws Exception {
    String said = child.run(folder.resolve("said"));
    int message = said.indexOf("Torch cannot be started");
    assertThat(message).as(said).isPositive();
    assertThat(said.substring(said.indexOf("version "), message).lines())
        .hasSize(10)
        .allMatch(line -> line.endsWith(" NativeLibraryException NativeLibraryException"));
    assertThat(said.substring(message))
        .startsWith("Torch cannot be started on " + platform())
        .contains(words);
  }

  private static String platform() {
    return Path.of(libraries()).getFileName().toString().replaceFirst(".*-cpu-", "");
  }

  private static String lines(String name, String version, String classifier) {
    return """
    ai.djl.pytorch</groupId>
        <artifactId>%s</artifactId>
        <version>%s</version>
    %s    <scope>runtime</scope>\
    """
        .formatted(name, version, classifier);
  }

  private static String torchLines() {
    return lines(
        "pytorch-native-cpu", VERSION, "    <classifier>%s</classifier>\n".formatted(platform()));
  }

  @Test
  void namesTorchWhereItIsMissing() throws Exception {
    assertSays(
        child().without(NativeLibraryExceptionTest::isTorch),
        "found   pytorch-engine 0.35.1, no pytorch-native-cpu, pytorch-jni 2.7.1-0.35.1",
        "Fix: add to the dependencies in your POM",
        torchLines());
  }

  @Test
  void namesTheBridgeWhereItIsMissing() throws Exception {
    assertSays(
        child().without(NativeLibraryExceptionTest::isBridge),
        "no pytorch-jni",
        "Fix: add to the dependencies in your POM",
        lines("pytorch-jni", BRIDGE, ""));
  }

  @Test
  void namesTheEngineWhereItIsMissing() throws Exception {
    assertSays(
        child().without(NativeLibraryExceptionTest::isEngine),
        "found   no pytorch-engine",
        "Fix: manage ai.djl:api and ai.djl.pytorch:pytorch-engine to version 0.35.1");
  }

  @Test
  void namesTorchOfAnotherVersion() throws Exception {
    assertSays(
        child().without(NativeLibraryExceptionTest::isTorch).with(torch("2.5.1", platform())),
        "pytorch-native-cpu 2.5.1 " + platform(),
        "Fix: in your POM put in the place of the other pytorch-native-cpu",
        torchLines());
  }

  @Test
  void namesABridgeOfAnotherVersion() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("jni_version", "2.5.1-0.33.0");
    assertSays(
        child()
            .without(NativeLibraryExceptionTest::isBridge)
            .with(claiming("jnilib/pytorch.properties", properties)),
        "pytorch-jni 2.5.1-0.33.0",
        "Fix: in your POM put in the place of the other pytorch-jni",
        lines("pytorch-jni", BRIDGE, ""));
  }

  @Test
  void namesTheFolderOfADamagedCopy() throws Exception {
    ChildJvm child = child();
    Path copy;
    try (Stream<Path> files = Files.list(folder.resolve("cache/pytorch"))) {
      copy = files.findFirst().orElseThrow().resolve(System.mapLibraryName("c10"));
    }
    Files.delete(copy);
    Files.writeString(copy, "not a library");
    assertSays(
        child,
        "Fix: all that is needed is on the class path.",
        "remove that folder",
        folder.resolve("cache/pytorch").toString());
  }
}
