package dev.jyro.tensor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every operation that Jyro asks of Torch: a native function of DJL's library, or a function of the
 * op pack ({@code ops.py} among the resources) where the library has none. What Torch itself lacks
 * is computed in Java ({@link Elementwise}).
 *
 * <p>The constant's form tells its signature: {@code unary} is {@code Tensor -> Tensor} and so on;
 * {@code script} functions take whatever their text says. Some operations have a second function,
 * for common arguments or for fewer of them. Its name ends in what it asks for: all dimensions, one
 * dimension, no bias, a place within the tensor.
 */
enum Op {
  ABS(Form.UNARY, "torchAbs"),
  ACOS(Form.UNARY, "torchAcos"),
  ADD(Form.BINARY, "torchAdd"),
  ALL_ALL(Form.UNARY, "torchAll"),
  ANY_ALL(Form.UNARY, "torchAny"),
  ARG_MAX(Form.DIM, "torchArgMax", false),
  ARG_MIN(Form.DIM, "torchArgMin", false),
  ARG_SORT(Form.DIM, "torchArgSort", false),
  AS_TYPE(Form.TYPE, "torchTo"),
  ASIN(Form.UNARY, "torchASin"),
  ATAN(Form.UNARY, "torchAtan"),
  ATAN2(Form.BINARY, "torchAtan2"),
  CAT(Form.PARTS, "torchCat"),
  CEIL(Form.UNARY, "torchCeil"),
  CLAMP(Form.TERNARY, "torchClamp"),
  CLAMP_MAX(Form.TERNARY, "torchClamp"),
  CLAMP_MIN(Form.TERNARY, "torchClamp"),
  CONTIGUOUS(Form.UNARY, "torchToContiguous"),
  COS(Form.UNARY, "torchCos"),
  COSH(Form.UNARY, "torchCosh"),
  CUM_PROD(Form.DIM, "torchCumProd", -1),
  CUM_SUM(Form.DIM, "torchCumSum"),
  DETACH(Form.UNARY, "torchDetachGrad"),
  DIAGONAL(Form.UNARY, "torchDiagonal", 0L, -2L, -1L),
  DIV(Form.BINARY, "torchTrueDivide"),
  ELU(Form.NUMBER, "torchNNElu"),
  EQ(Form.BINARY, "torchEq"),
  ERF(Form.UNARY, "torchErf"),
  ERFINV(Form.UNARY, "torchErfinv"),
  EXP(Form.UNARY, "torchExp"),
  EXPAND(Form.SIZES, "torchExpand"),
  FLIP(Form.SIZES, "torchFlip"),
  FLOOR(Form.UNARY, "torchFloor"),
  GATHER(Form.BINARY_DIM, "torchGather", false),
  GE(Form.BINARY, "torchGte"),
  GELU(Form.UNARY, "torchNNGelu"),
  GT(Form.BINARY, "torchGt"),
  INVERSE(Form.UNARY, "torchInverse"),
  IS_INF(Form.UNARY, "torchIsInf"),
  IS_NAN(Form.UNARY, "torchIsNaN"),
  LE(Form.BINARY, "torchLte"),
  LEAKY_RELU(Form.NUMBER, "torchNNLeakyRelu"),
  LGAMMA(Form.UNARY, "torchLgamma"),
  LINEAR(Form.TERNARY, "torchNNLinear"),
  LINEAR_UNBIASED(Form.BINARY, "torchNNLinear", 0L),
  LOG(Form.UNARY, "torchLog"),
  LOG_SOFTMAX(Form.DIM_TYPE, "torchLogSoftmax"),
  LOG10(Form.UNARY, "torchLog10"),
  LOG2(Form.UNARY, "torchLog2"),
  LOGICAL_AND(Form.BINARY, "torchLogicalAnd"),
  LOGICAL_NOT(Form.UNARY, "torchLogicalNot"),
  LOGICAL_OR(Form.BINARY, "torchLogicalOr"),
  LOGICAL_XOR(Form.BINARY, "torchLogicalXor"),
  LT(Form.BINARY, "torchLt"),
  MASKED_SELECT(Form.BINARY, "torchMaskedSelect"),
  MATMUL(Form.BINARY, "torchMatmul"),
  MAXIMUM(Form.BINARY, "torchMaximum"),
  MEAN_ALL(Form.UNARY, "torchMean"),
  MEAN_ALONG(Form.DIM_KEEP, "torchMean"),
  MEDIAN(Form.MANY_DIM, "torchMedian", false),
  MINIMUM(Form.BINARY, "torchMinimum"),
  MUL(Form.BINARY, "torchMul"),
  NARROW_WITHIN(Form.RANGE, "torchSlice"),
  NE(Form.BINARY, "torchNeq"),
  NEG(Form.UNARY, "torchNeg"),
  NON_ZERO(Form.UNARY, "torchNonZeros"),
  ONE_HOT(Form.COUNT, "torchNNOneHot"),
  ONES_LIKE(Form.LIKE, "torchOnesLike", false),
  PERMUTE(Form.SIZES, "torchPermute"),
  POW(Form.BINARY, "torchPow"),
  PROD(Form.DIM, "torchProd", false),
  RELU(Form.UNARY, "torchNNRelu"),
  REMAINDER(Form.BINARY, "torchRemainder"),
  REPEAT(Form.SIZES, "torchRepeat"),
  RESHAPE(Form.SIZES, "torchReshape"),
  ROUND(Form.UNARY, "torchRound"),
  SELECT_WITHIN(Form.DIM, "torchGetItem"),
  SELU(Form.UNARY, "torchNNSelu"),
  SIGMOID(Form.UNARY, "torchSigmoid"),
  SIGN(Form.UNARY, "torchSign"),
  SIN(Form.UNARY, "torchSin"),
  SINH(Form.UNARY, "torchSinh"),
  SLICE(Form.RANGE, "torchSlice"),
  SOFTMAX(Form.DIM_TYPE, "torchSoftmax"),
  SOFTPLUS(Form.UNARY, "torchNNSoftPlus"),
  SOFTSIGN(Form.UNARY, "torchNNSoftSign"),
  SORT(Form.DIM, "torchSort", false),
  SPLIT(Form.MANY_SIZES_DIM, "torchSplit"),
  SQRT(Form.UNARY, "torchSqrt"),
  SQUARE(Form.UNARY, "torchSquare"),
  SQUEEZE(Form.DIM, "torchSqueeze"),
  STACK(Form.PARTS, "torchStack"),
  SUB(Form.BINARY, "torchSub"),
  SUM(Form.SIZES_KEEP, "torchSum"),
  SUM_ALL(Form.UNARY, "torchSum"),
  TAN(Form.UNARY, "torchTan"),
  TANH(Form.UNARY, "torchTanh"),
  TOP_K(Form.MANY_DIM_DIM, "torchTopK", true, true),
  TRANSPOSE(Form.DIM_DIM, "torchTranspose"),
  TRUNC(Form.UNARY, "torchTrunc"),
  UNSQUEEZE(Form.DIM, "torchUnsqueeze"),
  WHERE(Form.TERNARY, "torchWhere"),
  XLOGY(Form.BINARY, "torchXLogY"),
  ZEROS_LIKE(Form.LIKE, "torchZerosLike", false),

  ACOSH(Form.SCRIPT, "acosh"),
  ALL(Form.SCRIPT, "all_dims"),
  ANY(Form.SCRIPT, "any_dims"),
  ASINH(Form.SCRIPT, "asinh"),
  ATANH(Form.SCRIPT, "atanh"),
  BETA(Form.SCRIPT, "beta"),
  BINARY_CROSS_ENTROPY_WITH_LOGITS(Form.SCRIPT, "bce_with_logits"),
  BINOMIAL(Form.SCRIPT, "binomial"),
  CATEGORICAL_LOG_PROB(Form.SCRIPT, "categorical_log_prob"),
  CATEGORICAL_WEIGHTS_LOG_PROB(Form.SCRIPT, "categorical_weights_log_prob"),
  CHOLESKY(Form.SCRIPT, "cholesky"),
  CHOLESKY_SOLVE(Form.SCRIPT, "cholesky_solve"),
  DET(Form.SCRIPT, "det"),
  DIAG_EMBED(Form.SCRIPT, "diag_embed"),
  DIGAMMA(Form.SCRIPT, "digamma"),
  DIRICHLET(Form.SCRIPT, "dirichlet"),
  EINSUM(Form.SCRIPT, "einsum"),
  ERFC(Form.SCRIPT, "erfc"),
  ERFCX(Form.SCRIPT, "erfcx"),
  EXPM1(Form.SCRIPT, "expm1"),
  GAMMA_INC(Form.SCRIPT, "gamma_inc"),
  GAMMA_INC_C(Form.SCRIPT, "gamma_inc_c"),
  GRADIENTS(Form.SCRIPT, "gradients"),
  I0E(Form.SCRIPT, "i0e"),
  I1E(Form.SCRIPT, "i1e"),
  INDEX(Form.SCRIPT, "index"),
  INDEX_ADD(Form.SCRIPT, "index_add"),
  INDEX_SELECT(Form.SCRIPT, "index_select"),
  IS_CLOSE(Form.SCRIPT, "is_close"),
  IS_FINITE(Form.SCRIPT, "is_finite"),
  IS_POSITIVE_DEFINITE(Form.SCRIPT, "is_positive_definite"),
  LERP(Form.SCRIPT, "lerp"),
  LOG1P(Form.SCRIPT, "log1p"),
  LOG_ABS_DET(Form.SCRIPT, "slogdet"),
  LOG_ADD_EXP(Form.SCRIPT, "log_add_exp"),
  LOG_BETA(Form.SCRIPT, "log_beta"),
  LOG_CUM_SUM_EXP(Form.SCRIPT, "log_cum_sum_exp"),
  LOG_NDTR(Form.SCRIPT, "log_ndtr"),
  LOG_SIGMOID(Form.SCRIPT, "log_sigmoid"),
  LOG_SUM_EXP(Form.SCRIPT, "log_sum_exp"),
  LOG_TRUNCATED_MASS(Form.SCRIPT, "log_truncated_mass"),
  MAX(Form.SCRIPT, "amax"),
  MEAN(Form.SCRIPT, "mean"),
  MIN(Form.SCRIPT, "amin"),
  MISH(Form.SCRIPT, "mish"),
  MULTINOMIAL(Form.SCRIPT, "multinomial"),
  NARROW(Form.SCRIPT, "narrow"),
  NDTR(Form.SCRIPT, "ndtr"),
  NDTRI(Form.SCRIPT, "ndtri"),
  NORM(Form.SCRIPT, "norm"),
  POISSON(Form.SCRIPT, "poisson"),
  POLYGAMMA(Form.SCRIPT, "polygamma"),
  POWM1(Form.SCRIPT, "powm1"),
  QUANTILE(Form.SCRIPT, "quantile"),
  RECIPROCAL(Form.SCRIPT, "reciprocal"),
  REQUIRES_GRADIENT(Form.SCRIPT, "requires_gradient"),
  RSQRT(Form.SCRIPT, "rsqrt"),
  SCATTER_ADD(Form.SCRIPT, "scatter_add"),
  SELECT(Form.SCRIPT, "select"),
  SILU(Form.SCRIPT, "silu"),
  SOLVE(Form.SCRIPT, "solve"),
  STANDARD_GAMMA(Form.SCRIPT, "standard_gamma"),
  STANDARD_GAMMA_GRADIENT(Form.SCRIPT, "standard_gamma_gradient"),
  SYMMETRIC_EIGENVALUES(Form.SCRIPT, "symmetric_eigenvalues"),
  TO_DEVICE(Form.SCRIPT, "to_device"),
  TRIANGULAR_SOLVE(Form.SCRIPT, "triangular_solve"),
  TRIL(Form.SCRIPT, "tril"),
  TRIU(Form.SCRIPT, "triu"),
  TRUNCATED_NORMAL_ICDF(Form.SCRIPT, "truncated_normal_icdf"),
  UNBIND(Form.SCRIPT, "unbind"),
  VARIANCE(Form.SCRIPT, "variance"),
  VON_MISES(Form.SCRIPT, "von_mises"),

  ADAGRAD(Form.SCRIPT, "adagrad"),
  ADAGRAD_RMS_PROP(Form.SCRIPT, "adagrad_rms_prop"),
  ADAM(Form.SCRIPT, "adam"),
  ADAM_W(Form.SCRIPT, "adam_w"),
  ARE_FINITE(Form.SCRIPT, "are_finite"),
  CLIPPED_ADAM(Form.SCRIPT, "clipped_adam"),
  CLIP_EACH_NORM(Form.SCRIPT, "clip_each_norm"),
  CLIP_NORM(Form.SCRIPT, "clip_norm"),
  CLIP_VALUES(Form.SCRIPT, "clip_values"),
  COPY(Form.SCRIPT, "copy"),
  RMS_PROP(Form.SCRIPT, "rms_prop"),
  SGD(Form.SCRIPT, "sgd"),

  BETA_INC(Form.JAVA, "betaInc"),
  BETA_INC_INV(Form.JAVA, "betaIncInv"),
  GAMMA_INC_INV(Form.JAVA, "gammaIncInv"),
  E1E(Form.JAVA, "e1e"),
  OWENS_T(Form.JAVA, "owensT"),
  POISSON_ENTROPY(Form.JAVA, "poissonEntropy"),
  VON_MISES_CDF(Form.JAVA, "vonMisesCdf");

  /** What tells two functions of one operation apart. */
  private static final Pattern VARIANT = Pattern.compile("_(ALL|ALONG|UNBIASED|WITHIN)$");

  private final Form form;
  private final String function;

  @SuppressWarnings("ImmutableEnumChecker") // a MethodHandle is immutable
  private final @Nullable MethodHandle handle;

  /**
   * An operation.
   *
   * @param fixed the function's last arguments, which are the same in every call
   */
  Op(Form form, String function, Object... fixed) {
    this.form = form;
    this.function = function;
    this.handle =
        form == Form.SCRIPT || form == Form.JAVA ? null : bound(function, form.type, fixed);
  }

  boolean isScript() {
    return form == Form.SCRIPT;
  }

  /** Whether it gives a part of a tensor, in that tensor's own memory. */
  boolean isCut() {
    return switch (this) {
      case DIAGONAL, NARROW, NARROW_WITHIN, SELECT, SELECT_WITHIN, SLICE, SPLIT, UNBIND -> true;
      default -> false;
    };
  }

  /** Whether it may give all of a tensor in another form, in that tensor's own memory. */
  boolean isView() {
    return switch (this) {
      case CONTIGUOUS, DETACH, EXPAND, PERMUTE, RESHAPE, SQUEEZE, TRANSPOSE, UNSQUEEZE -> true;
      default -> false;
    };
  }

  /** The op pack's name of a script, the JNI name of a native function, the name in Java. */
  String function() {
    return function;
  }

  /** Its name as users know it: {@code logSumExp}. */
  String label() {
    String name = VARIANT.matcher(name()).replaceFirst("").toLowerCase(Locale.ROOT);
    StringBuilder label = new StringBuilder(name.length());
    for (String word : name.split("_", -1)) {
      label.append(
          label.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return label.toString();
  }

  /** The native function; only for ops that have one. */
  MethodHandle handle() {
    if (handle == null) {
      throw new IllegalStateException(this + " is no native function, but of form " + form);
    }
    return handle;
  }

  private static MethodHandle bound(String function, MethodType type, Object... fixed) {
    Class<?>[] last = Stream.of(fixed).map(Object::getClass).toArray(Class<?>[]::new);
    MethodType whole =
        type.appendParameterTypes(
            MethodType.methodType(void.class, last).unwrap().parameterArray());
    return MethodHandles.insertArguments(
        Native.function(function, whole), type.parameterCount(), fixed);
  }

  /** The signatures of native functions: addresses of tensors first, attributes after them. */
  enum Form {
    UNARY(long.class, long.class),
    BINARY(long.class, long.class, long.class),
    BINARY_DIM(long.class, long.class, long.class, long.class),
    TERNARY(long.class, long.class, long.class, long.class),
    PARTS(long.class, long[].class, long.class),
    DIM(long.class, long.class, long.class),
    DIM_DIM(long.class, long.class, long.class, long.class),
    DIM_KEEP(long.class, long.class, long.class, boolean.class),
    DIM_TYPE(long.class, long.class, long.class, int.class),
    RANGE(long.class, long.class, long.class, long.class, long.class, long.class),
    SIZES(long.class, long.class, long[].class),
    SIZES_KEEP(long.class, long.class, long[].class, boolean.class),
    NUMBER(long.class, long.class, double.class),
    COUNT(long.class, long.class, int.class),
    TYPE(long.class, long.class, int.class, int[].class),
    LIKE(long.class, long.class, int.class, int.class, int[].class),
    MANY_DIM(long[].class, long.class, long.class),
    MANY_DIM_DIM(long[].class, long.class, long.class, long.class),
    MANY_SIZES_DIM(long[].class, long.class, long[].class, long.class),
    SCRIPT(void.class),
    JAVA(void.class);

    @SuppressWarnings("ImmutableEnumChecker") // a MethodType is immutable
    private final MethodType type;

    Form(Class<?> result, Class<?>... arguments) {
      this.type = MethodType.methodType(result, arguments);
    }
  }
}
