package dev.jyro.inference;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.jyro.HouseRules;

@AnalyzeClasses(
    packages = "dev.jyro.inference",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  /** Raise it as the code grows: rules over no classes hold, and say nothing. */
  private static final int CLASSES_AT_LEAST = 200;

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.jyro.inference.(*)").should().beFreeOfCycles();

  @ArchTest
  static void everyPackageIsOneOfInference(JavaClasses classes) {
    assertThat(classes)
        .extracting(JavaClass::getPackageName)
        .allMatch(name -> name.matches("dev\\.jyro\\.inference\\.\\w+"));
  }

  @ArchTest
  static void theRulesSeeTheClasses(JavaClasses classes) {
    assertThat(classes)
        .filteredOn(type -> !type.getSimpleName().equals("package-info"))
        .hasSizeGreaterThanOrEqualTo(CLASSES_AT_LEAST);
  }
}
