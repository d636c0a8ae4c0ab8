package dev.jyro;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules that hold in every module; each module's architecture test includes them. */
public final class HouseRules {
  private static final String TENSORS = "dev.jyro.tensor..";
  private static final String DEEPEST_PACKAGE = "dev\\.jyro(\\.\\w+){0,2}";
  private static final String BANNED_NAME = ".*(Manager|Utils?|Helper|Impl)|Abstract.*";

  @ArchTest
  static final ArchRule onlyTensorsTouchDjlsEngine =
      noClasses()
          .that()
          .resideOutsideOfPackage(TENSORS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl.pytorch..")
          .allowEmptyShould(true)
          .because("the native engine must be replaceable in one place");

  @ArchTest
  static final ArchRule noSignatureShowsAnNdArray =
      members()
          .that(areSeenByUsers())
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage(TENSORS)
          .should(notMention("ai.djl.ndarray.NDArray"))
          .allowEmptyShould(true)
          .because("NDArray's own arithmetic corrupts gradients: models see Tensor");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses().should().haveNameMatching("(.*[.$])?(" + BANNED_NAME + ")");

  @ArchTest
  static final ArchRule staticFieldsAreFinal =
      fields().that().areStatic().should().beFinal().allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesAreShallow =
      classes()
          .should()
          .resideInAPackage("dev.jyro..")
          .andShould(
              new ArchCondition<>("be at most two packages below dev.jyro") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean shallow = type.getPackageName().matches(DEEPEST_PACKAGE);
                  events.add(
                      new SimpleConditionEvent(type, shallow, type.getName() + " is too deep"));
                }
              });

  @ArchTest
  static final ArchRule packagesAreNullMarked =
      classes()
          .should(
              new ArchCondition<>("be in a package whose package-info says @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(
                      new SimpleConditionEvent(type, marked, type.getName() + " is not marked"));
                }
              });

  private HouseRules() {}

  /** Leaves out what JMH's annotation processor writes. */
  public static final class WithoutGeneratedBenchmarks implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/jmh_generated/");
    }
  }

  private static DescribedPredicate<JavaMember> areSeenByUsers() {
    return DescribedPredicate.describe(
        "are public or protected in public classes",
        member ->
            member.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
                && !member.getModifiers().contains(JavaModifier.SYNTHETIC)
                && (member.getModifiers().contains(JavaModifier.PUBLIC)
                    || member.getModifiers().contains(JavaModifier.PROTECTED)));
  }

  private static ArchCondition<JavaMember> notMention(String typeName) {
    return new ArchCondition<>("not mention " + typeName) {
      @Override
      public void check(JavaMember member, ConditionEvents events) {
        boolean mentioned =
            typesOf(member)
                .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .anyMatch(type -> type.getBaseComponentType().getName().equals(typeName));
        events.add(
            new SimpleConditionEvent(
                member, !mentioned, member.getFullName() + " mentions " + typeName));
      }
    };
  }

  private static Stream<JavaType> typesOf(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    var code = (JavaCodeUnit) member;
    return Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream());
  }
}
