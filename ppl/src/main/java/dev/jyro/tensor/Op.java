package dev.jyro.tensor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every operation that Jyro asks of Torch: a native function of DJL's library, or a function of the
 * op pack ({@code ops.py} among the resources) where the library has none.
 *
 * <p>The constant's form tells its signature: {@code unary} is {@code Tensor -> Tensor} and so on;
 * {@code script} functions take whatever their text says.
 */
enum Op {
  ABS(Form.UNARY, "torchAbs"),
  ACOS(Form.UNARY, "torchAcos"),
  ADD(Form.BINARY, "torchAdd"),
  ARG_MAX(Form.DIM_KEEP, "torchArgMax"),
  ARG_MIN(Form.DIM_KEEP, "torchArgMin"),
  ASIN(Form.UNARY, "torchASin"),
  ATAN(Form.UNARY, "torchAtan"),
  ATAN2(Form.BINARY, "torchAtan2"),
  CEIL(Form.UNARY, "torchCeil"),
  CONTIGUOUS(Form.UNARY, "torchToContiguous"),
  COS(Form.UNARY, "torchCos"),
  COSH(Form.UNARY, "torchCosh"),
  CUM_SUM(Form.DIM, "torchCumSum"),
  DETACH(Form.UNARY, "torchDetachGrad"),
  DIV(Form.BINARY, "torchTrueDivide"),
  EQ(Form.BINARY, "torchEq"),
  ERF(Form.UNARY, "torchErf"),
  ERFINV(Form.UNARY, "torchErfinv"),
  EXP(Form.UNARY, "torchExp"),
  EXPAND(Form.SIZES, "torchExpand"),
  FLIP(Form.SIZES, "torchFlip"),
  FLOOR(Form.UNARY, "torchFloor"),
  GE(Form.BINARY, "torchGte"),
  GELU(Form.UNARY, "torchNNGelu"),
  GT(Form.BINARY, "torchGt"),
  INVERSE(Form.UNARY, "torchInverse"),
  IS_INF(Form.UNARY, "torchIsInf"),
  IS_NAN(Form.UNARY, "torchIsNaN"),
  LE(Form.BINARY, "torchLte"),
  LGAMMA(Form.UNARY, "torchLgamma"),
  LINEAR(Form.TERNARY, "torchNNLinear"),
  LOG(Form.UNARY, "torchLog"),
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
  MINIMUM(Form.BINARY, "torchMinimum"),
  MUL(Form.BINARY, "torchMul"),
  NE(Form.BINARY, "torchNeq"),
  NEG(Form.UNARY, "torchNeg"),
  PERMUTE(Form.SIZES, "torchPermute"),
  POW(Form.BINARY, "torchPow"),
  RELU(Form.UNARY, "torchNNRelu"),
  REMAINDER(Form.BINARY, "torchRemainder"),
  REPEAT(Form.SIZES, "torchRepeat"),
  RESHAPE(Form.SIZES, "torchReshape"),
  ROUND(Form.UNARY, "torchRound"),
  SELU(Form.UNARY, "torchNNSelu"),
  SIGMOID(Form.UNARY, "torchSigmoid"),
  SIGN(Form.UNARY, "torchSign"),
  SIN(Form.UNARY, "torchSin"),
  SINH(Form.UNARY, "torchSinh"),
  SOFTPLUS(Form.UNARY, "torchNNSoftPlus"),
  SOFTSIGN(Form.UNARY, "torchNNSoftSign"),
  SQRT(Form.UNARY, "torchSqrt"),
  SQUARE(Form.UNARY, "torchSquare"),
  SQUEEZE(Form.DIM, "torchSqueeze"),
  SUB(Form.BINARY, "torchSub"),
  SUM_ALL(Form.UNARY, "torchSum"),
  SUM(Form.SIZES_KEEP, "torchSum"),
  TAN(Form.UNARY, "torchTan"),
  TANH(Form.UNARY, "torchTanh"),
  TRANSPOSE(Form.DIM_DIM, "torchTranspose"),
  TRUNC(Form.UNARY, "torchTrunc"),
  UNSQUEEZE(Form.DIM, "torchUnsqueeze"),
  WHERE(Form.TERNARY, "torchWhere"),
  XLOGY(Form.BINARY, "torchXLogY"),

  ACOSH(Form.SCRIPT, "acosh"),
  ALL(Form.SCRIPT, "all_dims"),
  ANY(Form.SCRIPT, "any_dims"),
  ASINH(Form.SCRIPT, "asinh"),
  AS_TYPE(Form.SCRIPT, "as_type"),
  ATANH(Form.SCRIPT, "atanh"),
  BETA(Form.SCRIPT, "beta"),
  BINARY_CROSS_ENTROPY_WITH_LOGITS(Form.SCRIPT, "bce_with_logits"),
  BINOMIAL(Form.SCRIPT, "binomial"),
  CAT(Form.SCRIPT, "cat"),
  CATEGORICAL_LOG_PROB(Form.SCRIPT, "categorical_log_prob"),
  CATEGORICAL_WEIGHTS_LOG_PROB(Form.SCRIPT, "categorical_weights_log_prob"),
  CHOLESKY(Form.SCRIPT, "cholesky"),
  CHOLESKY_SOLVE(Form.SCRIPT, "cholesky_solve"),
  CLAMP(Form.SCRIPT, "clamp"),
  CLAMP_MAX(Form.SCRIPT, "clamp_max"),
  CLAMP_MIN(Form.SCRIPT, "clamp_min"),
  CUM_PROD(Form.SCRIPT, "cumprod"),
  DET(Form.SCRIPT, "det"),
  DIAGONAL(Form.SCRIPT, "diagonal"),
  DIAG_EMBED(Form.SCRIPT, "diag_embed"),
  DIGAMMA(Form.SCRIPT, "digamma"),
  EINSUM(Form.SCRIPT, "einsum"),
  ELU(Form.SCRIPT, "elu"),
  ERFC(Form.SCRIPT, "erfc"),
  EXPM1(Form.SCRIPT, "expm1"),
  GAMMA_INC(Form.SCRIPT, "gamma_inc"),
  GAMMA_INC_C(Form.SCRIPT, "gamma_inc_c"),
  GATHER(Form.SCRIPT, "gather"),
  GRADIENTS(Form.SCRIPT, "gradients"),
  INDEX(Form.SCRIPT, "index"),
  INDEX_ADD(Form.SCRIPT, "index_add"),
  INDEX_SELECT(Form.SCRIPT, "index_select"),
  IS_CLOSE(Form.SCRIPT, "is_close"),
  IS_FINITE(Form.SCRIPT, "is_finite"),
  LEAKY_RELU(Form.SCRIPT, "leaky_relu"),
  LERP(Form.SCRIPT, "lerp"),
  LOG1P(Form.SCRIPT, "log1p"),
  LOG_ABS_DET(Form.SCRIPT, "slogdet"),
  LOG_ADD_EXP(Form.SCRIPT, "log_add_exp"),
  LOG_CUM_SUM_EXP(Form.SCRIPT, "log_cum_sum_exp"),
  LOG_NDTR(Form.SCRIPT, "log_ndtr"),
  LOG_SIGMOID(Form.SCRIPT, "log_sigmoid"),
  LOG_SOFTMAX(Form.SCRIPT, "log_softmax"),
  LOG_SUM_EXP(Form.SCRIPT, "log_sum_exp"),
  MAX(Form.SCRIPT, "amax"),
  MEAN(Form.SCRIPT, "mean"),
  MEDIAN(Form.SCRIPT, "median"),
  MIN(Form.SCRIPT, "amin"),
  MISH(Form.SCRIPT, "mish"),
  MULTINOMIAL(Form.SCRIPT, "multinomial"),
  NARROW(Form.SCRIPT, "narrow"),
  NDTR(Form.SCRIPT, "ndtr"),
  NDTRI(Form.SCRIPT, "ndtri"),
  NON_ZERO(Form.SCRIPT, "non_zero"),
  NORM(Form.SCRIPT, "norm"),
  ONES_LIKE(Form.SCRIPT, "ones_like"),
  ONE_HOT(Form.SCRIPT, "one_hot"),
  POISSON(Form.SCRIPT, "poisson"),
  POLYGAMMA(Form.SCRIPT, "polygamma"),
  PROD(Form.SCRIPT, "prod"),
  QUANTILE(Form.SCRIPT, "quantile"),
  RECIPROCAL(Form.SCRIPT, "reciprocal"),
  REQUIRES_GRADIENT(Form.SCRIPT, "requires_gradient"),
  RSQRT(Form.SCRIPT, "rsqrt"),
  SCATTER_ADD(Form.SCRIPT, "scatter_add"),
  SELECT(Form.SCRIPT, "select"),
  SILU(Form.SCRIPT, "silu"),
  SLICE(Form.SCRIPT, "slice"),
  SOFTMAX(Form.SCRIPT, "softmax"),
  SOLVE(Form.SCRIPT, "solve"),
  SORT(Form.SCRIPT, "sort"),
  SPLIT(Form.SCRIPT, "split"),
  STACK(Form.SCRIPT, "stack"),
  STANDARD_GAMMA(Form.SCRIPT, "standard_gamma"),
  STANDARD_GAMMA_GRADIENT(Form.SCRIPT, "standard_gamma_gradient"),
  TOP_K(Form.SCRIPT, "topk"),
  TO_DEVICE(Form.SCRIPT, "to_device"),
  TRIANGULAR_SOLVE(Form.SCRIPT, "triangular_solve"),
  TRIL(Form.SCRIPT, "tril"),
  TRIU(Form.SCRIPT, "triu"),
  UNBIND(Form.SCRIPT, "unbind"),
  VARIANCE(Form.SCRIPT, "variance"),
  ZEROS_LIKE(Form.SCRIPT, "zeros_like"),

  ADAM(Form.SCRIPT, "adam"),
  COPY(Form.SCRIPT, "copy"),
  ADAM_W(Form.SCRIPT, "adam_w"),
  CLIPPED_ADAM(Form.SCRIPT, "clipped_adam"),
  SGD(Form.SCRIPT, "sgd");

  private final Form form;
  private final String function;

  @SuppressWarnings("ImmutableEnumChecker") // a MethodHandle is immutable
  private final @Nullable MethodHandle handle;

  Op(Form form, String function) {
    this.form = form;
    this.function = function;
    this.handle = form == Form.SCRIPT ? null : Native.function(function, form.type);
  }

  boolean isScript() {
    return handle == null;
  }

  /** The op pack's name of a script, the JNI name of a native function. */
  String function() {
    return function;
  }

  /** Its name as users know it: {@code logSumExp}. */
  String label() {
    String name = name().toLowerCase(Locale.ROOT).replace("_all", "");
    StringBuilder label = new StringBuilder(name.length());
    for (String word : name.split("_", -1)) {
      label.append(
          label.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return label.toString();
  }

  /** The native function; only for ops that are not scripts. */
  MethodHandle handle() {
    if (handle == null) {
      throw new IllegalStateException(this + " is a function of the op pack, form " + form);
    }
    return handle;
  }

  /** The signatures of native functions: addresses of tensors first, attributes after them. */
  enum Form {
    UNARY(long.class),
    BINARY(long.class, long.class),
    TERNARY(long.class, long.class, long.class),
    DIM(long.class, long.class),
    DIM_DIM(long.class, long.class, long.class),
    DIM_KEEP(long.class, long.class, boolean.class),
    SIZES(long.class, long[].class),
    SIZES_KEEP(long.class, long[].class, boolean.class),
    SCRIPT;

    @SuppressWarnings("ImmutableEnumChecker") // a MethodType is immutable
    private final MethodType type;

    Form(Class<?>... arguments) {
      this.type = MethodType.methodType(long.class, arguments);
    }
  }
}
