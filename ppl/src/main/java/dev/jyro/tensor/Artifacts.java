package dev.jyro.tensor;

import ai.djl.util.Utils;
import com.sun.jna.Platform;
import io.vavr.collection.List;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The libraries that Torch needs, beside those that are on the class path. It is looked at when
 * Torch cannot be started, to say why.
 *
 * @param engine DJL's engine, which Jyro brings
 * @param torch Torch itself, which the user picks for the platform
 * @param bridge what joins the two
 */
record Artifacts(Artifact engine, Artifact torch, Artifact bridge) {
  private static final String GROUP = "ai.djl.pytorch";
  private static final List<String> PUBLISHED =
      List.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");

  static Artifacts onTheClassPath() {
    Properties needed = read(Artifacts.class.getResource("torch.properties"));
    return new Artifacts(
        new Artifact(
            GROUP,
            "pytorch-engine",
            needed.getProperty("djl"),
            "",
            found("pytorch-engine", "djl_version")),
        new Artifact(
            GROUP, "pytorch-native-cpu", needed.getProperty("pytorch"), platform(), torches()),
        new Artifact(
            GROUP,
            "pytorch-jni",
            needed.getProperty("jni"),
            "",
            found("jnilib/pytorch", "jni_version")));
  }

  /** What is wrong and how to mend it, where DJL failed with this. */
  String advice(Throwable cause) {
    List<Artifact> all = List.of(engine, torch, bridge);
    return """
    Torch cannot be started on %s.
      found   %s
      needed  %s
      DJL     %s
    Fix: %s\
    """
        .formatted(
            platform(),
            all.map(Artifact::whatIsThere).mkString(", "),
            all.map(Artifact::whatIsNeeded).mkString(", "),
            causes(cause)
                .map(each -> String.valueOf(each.getMessage()).strip())
                .distinct()
                .mkString(": "),
            fixes(all, cause).mkString("\n"));
  }

  private static List<Throwable> causes(Throwable cause) {
    return Stream.iterate(cause, Objects::nonNull, Throwable::getCause).collect(List.collector());
  }

  private List<String> fixes(List<Artifact> all, Throwable cause) {
    if (!PUBLISHED.contains(platform())) {
      return List.of(
          "Torch is published for %s. For other platforms build it, and name its folder in the environment as PYTORCH_LIBRARY_PATH."
              .formatted(PUBLISHED.mkString(", ")));
    }
    List<Artifact> wrong = all.reject(Artifact::isThere);
    return wrong.isEmpty() ? List.of(repair(cause)) : wrong.map(this::fix);
  }

  private String fix(Artifact wrong) {
    return wrong.equals(engine)
        ? manage()
        : "%s\n%s".formatted(verb(wrong), wrong.dependency().indent(2)).stripTrailing();
  }

  private static String verb(Artifact wrong) {
    return wrong.found().isEmpty()
        ? "add to the dependencies in your POM"
        : "in your POM put in the place of the other " + wrong.name();
  }

  /** For a library that Jyro brings, and that something else has changed. */
  String manage() {
    return "manage ai.djl:api and %s:%s to version %s, and exclude neither; `mvn dependency:tree` tells what brings another."
        .formatted(engine.group(), engine.name(), engine.version());
  }

  private static String repair(Throwable cause) {
    return causes(cause).exists(IllegalCallerException.class::isInstance)
        ? "this Java lets no library load native code: start it with --enable-native-access=ALL-UNNAMED."
        : damaged();
  }

  private static String damaged() {
    return "all that is needed is on the class path. See that the disk of %s has 500 MB to spare and may be written, and remove that folder, for its copy of Torch may be damaged; the environment's DJL_CACHE_DIR names another place."
        .formatted(Utils.getEngineCacheDir("pytorch"));
  }

  static String platform() {
    String system =
        Platform.isLinux()
            ? "linux"
            : Platform.isMac()
                ? "osx"
                : Platform.isWindows()
                    ? "win"
                    : System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return system + "-" + Platform.ARCH.replace('-', '_');
  }

  private static List<String> torches() {
    return resources("native/lib/pytorch.properties")
        .map(each -> each.getProperty("version") + " " + each.getProperty("classifier"));
  }

  private static List<String> found(String name, String key) {
    return resources(name + ".properties")
        .map(each -> each.getProperty(key))
        .filter(each -> each != null);
  }

  private static List<Properties> resources(String name) {
    try {
      return List.ofAll(Collections.list(Artifacts.class.getClassLoader().getResources(name)))
          .map(Artifacts::read);
    } catch (IOException e) {
      return List.empty();
    }
  }

  private static Properties read(URL resource) {
    Properties properties = new Properties();
    try (InputStream in = resource.openStream()) {
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
