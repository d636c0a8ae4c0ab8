package dev.jyro.tensor;

import io.vavr.collection.List;

/**
 * One of the libraries that Torch needs on the class path.
 *
 * @param group its group in a POM
 * @param name its name there
 * @param version the version that is needed
 * @param classifier for which platform, or empty where it is for all
 * @param found what is there, as {@code version} or {@code version classifier}
 */
record Artifact(String group, String name, String version, String classifier, List<String> found) {

  /** What was found has dates and builds behind the version. */
  boolean isThere() {
    return found.exists(this::fits);
  }

  private boolean fits(String there) {
    String needed = label();
    return there.equals(needed)
        || (there.startsWith(version + "-") && there.endsWith(needed.substring(version.length())));
  }

  /** What was found, for people. */
  String whatIsThere() {
    return found.isEmpty() ? "no " + name : name + " " + found.mkString(" and ");
  }

  /** What is needed, for people. */
  String whatIsNeeded() {
    return name + " " + label();
  }

  private String label() {
    return classifier.isEmpty() ? version : version + " " + classifier;
  }

  /** The lines for a POM. */
  String dependency() {
    return """
    <dependency>
      <groupId>%s</groupId>
      <artifactId>%s</artifactId>
      <version>%s</version>
    %s  <scope>runtime</scope>
    </dependency>\
    """
        .formatted(
            group,
            name,
            version,
            classifier.isEmpty() ? "" : "  <classifier>%s</classifier>\n".formatted(classifier));
  }
}
