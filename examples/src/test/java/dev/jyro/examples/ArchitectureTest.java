package dev.jyro.examples;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.jyro.HouseRules;

@AnalyzeClasses(
    packages = "dev.jyro.examples",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      HouseRules.WithoutGeneratedBenchmarks.class
    })
final class ArchitectureTest {
  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);
}
