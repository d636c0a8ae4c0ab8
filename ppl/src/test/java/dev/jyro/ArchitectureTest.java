package dev.jyro;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import java.util.List;

@AnalyzeClasses(packages = "dev.jyro", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  /** Inner first: a package may use those before it and must not know those after it. */
  private static final List<String> INNER_FIRST =
      List.of(
          "dev.jyro",
          "dev.jyro.tensor",
          "dev.jyro.random",
          "dev.jyro.constraint",
          "dev.jyro.distribution",
          "dev.jyro.effect",
          "dev.jyro.ppl",
          "dev.jyro.flow",
          "dev.jyro.trace",
          "dev.jyro.handler");

  /** Raise it as the code grows: rules over no classes hold, and say nothing. */
  private static final int CLASSES_AT_LEAST = 250;

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static void noPackageKnowsAnOuterOne(JavaClasses classes) {
    for (int i = 0; i < INNER_FIRST.size() - 1; i++) {
      var outer = INNER_FIRST.subList(i + 1, INNER_FIRST.size()).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(INNER_FIRST.get(i))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(outer)
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @ArchTest
  static void everyPackageHasItsPlace(JavaClasses classes) {
    assertThat(classes).extracting(JavaClass::getPackageName).isSubsetOf(INNER_FIRST);
  }

  @ArchTest
  static void theRulesSeeTheClasses(JavaClasses classes) {
    assertThat(classes)
        .filteredOn(type -> !type.getSimpleName().equals("package-info"))
        .hasSizeGreaterThanOrEqualTo(CLASSES_AT_LEAST);
  }
}
