# The op pack: what ATen has and DJL's library does not reach, or not for all arguments.
#
# Java zips this text into a TorchScript archive in memory, loads it once a process and calls the functions by name
# (class Script). Gradients flow through all of them unless a comment says otherwise. A name ending in an underscore
# inside a function is Torch's in-place form: only the optimizer updates at the end use those.
#
# Torch's archive parser wants every argument's type spelt out, no defaults, and the header below.

class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # ---- Pointwise

  def acosh(self, x: Tensor) -> Tensor:
    return torch.acosh(x)

  def asinh(self, x: Tensor) -> Tensor:
    return torch.asinh(x)

  def atanh(self, x: Tensor) -> Tensor:
    return torch.atanh(x)

  def bce_with_logits(self, logits: Tensor, target: Tensor) -> Tensor:
    # Torch's own neither broadcasts nor takes whole numbers.
    t = target
    if not torch.is_floating_point(target):
      t = torch.type_as(target, logits)
    if torch.size(t) != torch.size(logits):
      both = torch.broadcast_tensors([logits, t])
      return torch.binary_cross_entropy_with_logits(both[0], both[1], None, None, 0)
    else:
      return torch.binary_cross_entropy_with_logits(logits, t, None, None, 0)

  def digamma(self, x: Tensor) -> Tensor:
    return torch.digamma(x)

  def erfc(self, x: Tensor) -> Tensor:
    return torch.erfc(x)

  def expm1(self, x: Tensor) -> Tensor:
    return torch.expm1(x)

  def gamma_inc(self, a: Tensor, x: Tensor) -> Tensor:
    return torch.special_gammainc(a, x)

  def gamma_inc_c(self, a: Tensor, x: Tensor) -> Tensor:
    return torch.special_gammaincc(a, x)

  def is_close(self, a: Tensor, b: Tensor, relative: float, absolute: float) -> Tensor:
    return torch.isclose(a, b, relative, absolute, False)

  def is_finite(self, x: Tensor) -> Tensor:
    return torch.isfinite(x)

  def lerp(self, start: Tensor, end: Tensor, weight: Tensor) -> Tensor:
    return torch.lerp(start, end, weight)

  def log1p(self, x: Tensor) -> Tensor:
    return torch.log1p(x)

  def log_add_exp(self, a: Tensor, b: Tensor) -> Tensor:
    return torch.logaddexp(a, b)

  def log_ndtr(self, x: Tensor) -> Tensor:
    return torch.special_log_ndtr(x)

  def log_sigmoid(self, x: Tensor) -> Tensor:
    return torch.log_sigmoid(x)

  def mish(self, x: Tensor) -> Tensor:
    return torch.mish(x)

  def ndtr(self, x: Tensor) -> Tensor:
    return torch.special_ndtr(x)

  def ndtri(self, p: Tensor) -> Tensor:
    return torch.special_ndtri(p)

  def polygamma(self, n: int, x: Tensor) -> Tensor:
    return torch.polygamma(n, x)

  def reciprocal(self, x: Tensor) -> Tensor:
    return torch.reciprocal(x)

  def rsqrt(self, x: Tensor) -> Tensor:
    return torch.rsqrt(x)

  def silu(self, x: Tensor) -> Tensor:
    return torch.silu(x)

  # ---- Reductions

  def all_dims(self, x: Tensor, dims: List[int], keep: bool) -> Tensor:
    return torch.all(x, dims, keep)

  def amax(self, x: Tensor, dims: List[int], keep: bool) -> Tensor:
    return torch.amax(x, dims, keep)

  def amin(self, x: Tensor, dims: List[int], keep: bool) -> Tensor:
    return torch.amin(x, dims, keep)

  def any_dims(self, x: Tensor, dims: List[int], keep: bool) -> Tensor:
    return torch.any(x, dims, keep)

  def log_cum_sum_exp(self, x: Tensor, dim: int) -> Tensor:
    return torch.logcumsumexp(x, dim)

  def log_sum_exp(self, x: Tensor, dims: List[int], keep: bool) -> Tensor:
    return torch.logsumexp(x, dims, keep)

  def mean(self, x: Tensor, dims: List[int], keep: bool) -> Tensor:
    return torch.mean(x, dims, keep)

  def norm(self, x: Tensor, order: float, dims: List[int], keep: bool) -> Tensor:
    return torch.linalg_vector_norm(x, order, dims, keep)

  def quantile(self, x: Tensor, q: Tensor, dim: int, keep: bool) -> Tensor:
    return torch.quantile(x, q, dim, keep)

  def variance(self, x: Tensor, dims: List[int], correction: int, keep: bool) -> Tensor:
    return torch.var(x, dims, correction=correction, keepdim=keep)

  # ---- Shapes and indices

  def diag_embed(self, x: Tensor) -> Tensor:
    return torch.diag_embed(x)

  def index(self, x: Tensor, dims: List[int], indices: List[Tensor]) -> Tensor:
    # A dimension that `dims` does not name is taken whole; a boolean tensor speaks of as many as it has.
    slots = annotate(List[Optional[Tensor]], [])
    d = 0
    while d < x.dim():
      found = annotate(Optional[Tensor], None)
      width = 1
      for i in range(len(dims)):
        if dims[i] == d:
          found = indices[i]
          if indices[i].dtype == 11:
            width = indices[i].dim()
      slots.append(found)
      d = d + width
    return torch.index(x, slots)

  def index_add(self, x: Tensor, dim: int, index: Tensor, source: Tensor) -> Tensor:
    return torch.index_add(x, dim, index, source)

  def index_select(self, x: Tensor, dim: int, index: Tensor) -> Tensor:
    return torch.index_select(x, dim, index)

  def narrow(self, x: Tensor, dim: int, start: int, length: int) -> Tensor:
    return torch.narrow(x, dim, start, length)

  def scatter_add(self, x: Tensor, dim: int, index: Tensor, source: Tensor) -> Tensor:
    return torch.scatter_add(x, dim, index, source)

  def select(self, x: Tensor, dim: int, index: int) -> Tensor:
    return torch.select(x, dim, index)

  def to_device(self, x: Tensor, device: str) -> Tensor:
    return x.to(torch.device(device))

  def tril(self, x: Tensor, diagonal: int) -> Tensor:
    return torch.tril(x, diagonal)

  def triu(self, x: Tensor, diagonal: int) -> Tensor:
    return torch.triu(x, diagonal)

  def unbind(self, x: Tensor, dim: int) -> List[Tensor]:
    return torch.unbind(x, dim)

  # ---- Linear algebra

  def cholesky(self, x: Tensor) -> Tensor:
    return torch.linalg_cholesky(x)

  def cholesky_solve(self, b: Tensor, factor: Tensor) -> Tensor:
    return torch.cholesky_solve(b, factor, False)

  def det(self, x: Tensor) -> Tensor:
    return torch.linalg_det(x)

  def einsum(self, equation: str, parts: List[Tensor]) -> Tensor:
    return torch.einsum(equation, parts)

  def slogdet(self, x: Tensor) -> List[Tensor]:
    sign, log_abs = torch.linalg_slogdet(x)
    return [sign, log_abs]

  def solve(self, a: Tensor, b: Tensor) -> Tensor:
    return torch.linalg_solve(a, b)

  def triangular_solve(self, a: Tensor, b: Tensor, upper: bool) -> Tensor:
    return torch.linalg_solve_triangular(a, b, upper=upper)

  # ---- Densities whose ops are worth fusing into one call

  def pick(self, table: Tensor, value: Tensor, otherwise: float) -> Tensor:
    # The entry of the last dimension that value names; a value that names none gets `otherwise`.
    index = torch.clamp(value.to(4), 0, torch.size(table, -1) - 1)
    places, rows = torch.broadcast_tensors([torch.unsqueeze(index, -1), table])
    found = torch.squeeze(torch.gather(rows, -1, torch.narrow(places, -1, 0, 1)), -1)
    return torch.masked_fill(found, torch.ne(index, value), otherwise)

  def categorical_log_prob(self, logits: Tensor, value: Tensor) -> Tensor:
    return self.pick(torch.log_softmax(logits, -1, None), value, -inf)

  def categorical_weights_log_prob(self, weights: Tensor, value: Tensor) -> Tensor:
    # Picked first: the logarithm of a weight of 0 would spoil the gradients of the others.
    return torch.sub(torch.log(self.pick(weights, value, 0.)), torch.log(torch.sum(weights, [-1], False)))

  # ---- Draws that depend on their parameters, from a generator of their own seeded with `seed`

  def beta(self, a: Tensor, b: Tensor, wait_a: Tensor, wait_b: Tensor, seed: int, least: float, most: float) -> Tensor:
    # With G(c) = G(c + 1) exp(-wait/c), all in logarithms: no concentration is too small.
    c = torch.stack([torch.expand_as(a, wait_a), torch.expand_as(b, wait_b)], 0).detach()
    g = torch._standard_gamma(torch.add(c, 1), torch.Generator(device=torch.device("cpu"), seed=seed))
    logs = torch.sub(torch.log(g), torch.div(torch.stack([wait_a, wait_b], 0), c))
    x = torch.clamp(torch.sigmoid(torch.sub(torch.select(logs, 0, 0), torch.select(logs, 0, 1))), least, most)
    if a.requires_grad or b.requires_grad:
      # d x / d c at fixed quantile, hung on brackets whose value is 0.
      both = torch.stack([x, torch.rsub(x, 1)], 0)
      total = torch.expand_as(torch.sum(c, [0], True), c)
      slope = torch.mul(torch._dirichlet_grad(both, c, total), torch.flip(both, [0]))
      slope = torch.nan_to_num(slope, 0., 0., 0.)
      x = torch.add(x, torch.mul(torch.select(slope, 0, 0), torch.sub(a, a.detach())))
      x = torch.sub(x, torch.mul(torch.select(slope, 0, 1), torch.sub(b, b.detach())))
    return x

  def poisson(self, rate: Tensor, seed: int) -> Tensor:
    return torch.poisson(rate.detach(), torch.Generator(device=torch.device("cpu"), seed=seed))

  def standard_gamma(self, concentration: Tensor, seed: int) -> Tensor:
    # Carries the pathwise gradient with respect to the concentration (implicit differentiation of the cdf).
    return torch._standard_gamma(concentration, torch.Generator(device=torch.device("cpu"), seed=seed))

  def standard_gamma_gradient(self, concentration: Tensor, value: Tensor) -> Tensor:
    # d value / d concentration at fixed quantile; carries no gradient itself.
    return torch._standard_gamma_grad(concentration, value)

  # ---- Gradients

  def requires_gradient(self, x: Tensor) -> bool:
    return x.requires_grad

  def gradients(self, output: Tensor, derivative: Tensor, inputs: List[Tensor]) -> List[Tensor]:
    # Back through what Torch recorded; an input that the output does not depend on has gradient zero.
    given = annotate(List[Optional[Tensor]], [derivative])
    found = torch.autograd.grad([output], inputs, given, True, False, True)
    out = annotate(List[Tensor], [])
    for i in range(len(found)):
      gradient = found[i]
      if gradient is None:
        out.append(torch.zeros_like(inputs[i]))
      else:
        out.append(gradient)
    return out

  # ---- Updates in place: the optimizers, over all parameters at once; gradients are only read

  def adam(self, leaves: List[Tensor], gradients: List[Tensor], m: List[Tensor], v: List[Tensor], steps: List[Tensor], rate: float, beta1: float, beta2: float, decay: float, eps: float) -> None:
    torch._fused_adam_(leaves, gradients, m, v, annotate(List[Tensor], []), steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)

  def adam_w(self, leaves: List[Tensor], gradients: List[Tensor], m: List[Tensor], v: List[Tensor], steps: List[Tensor], rate: float, beta1: float, beta2: float, decay: float, eps: float) -> None:
    torch._fused_adamw_(leaves, gradients, m, v, annotate(List[Tensor], []), steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)

  def clipped_adam(self, leaves: List[Tensor], gradients: List[Tensor], m: List[Tensor], v: List[Tensor], steps: List[Tensor], rate: float, beta1: float, beta2: float, decay: float, eps: float, clip: float) -> None:
    clipped = torch._foreach_clamp_max(torch._foreach_clamp_min(gradients, -clip), clip)
    self.adam(leaves, clipped, m, v, steps, rate, beta1, beta2, decay, eps)

  def sgd(self, leaves: List[Tensor], gradients: List[Tensor], buffers: List[Tensor], rate: float, momentum: float, decay: float, nesterov: bool, first: bool) -> None:
    torch._fused_sgd_(leaves, gradients, buffers, weight_decay=decay, momentum=momentum, lr=rate, dampening=0., nesterov=nesterov, maximize=False, is_first_step=first, grad_scale=None, found_inf=None)

  def rms_prop(self, leaves: List[Tensor], gradients: List[Tensor], squares: List[Tensor], means: List[Tensor], speeds: List[Tensor], rate: float, keep: float, momentum: float, decay: float, eps: float) -> None:
    # Without means the root is not centered, without speeds there is no momentum.
    g = gradients
    if decay != 0.:
      g = torch._foreach_add(gradients, leaves, alpha=decay)
    torch._foreach_mul_(squares, keep)
    torch._foreach_addcmul_(squares, g, g, 1. - keep)
    root = squares
    if len(means) > 0:
      torch._foreach_lerp_(means, g, 1. - keep)
      # A gradient that is always the same has variance zero, which rounding may miss on either side.
      root = torch._foreach_clamp_min(torch._foreach_addcmul(squares, means, means, -1.), 0.)
    root = torch._foreach_add(torch._foreach_sqrt(root), eps)
    if len(speeds) > 0:
      torch._foreach_mul_(speeds, momentum)
      torch._foreach_addcdiv_(speeds, g, root, 1.)
      torch._foreach_add_(leaves, speeds, alpha=-rate)
    else:
      torch._foreach_addcdiv_(leaves, g, root, -rate)

  def adagrad(self, leaves: List[Tensor], gradients: List[Tensor], sums: List[Tensor], steps: List[Tensor], rate: float, rate_decay: float, decay: float, eps: float) -> None:
    torch._fused_adagrad_(leaves, gradients, sums, steps, lr=rate, lr_decay=rate_decay, weight_decay=decay, eps=eps, maximize=False, grad_scale=None, found_inf=None)

  def adagrad_rms_prop(self, leaves: List[Tensor], gradients: List[Tensor], squares: List[Tensor], ages: List[int], rate: float, delta: float, fresh: float) -> None:
    # The first square is the gradient's own; ages count from 1.
    for i in range(len(leaves)):
      g = gradients[i]
      square = squares[i]
      if ages[i] == 1:
        square.copy_(torch.mul(g, g), False)
      else:
        square.mul_(1. - fresh)
        square.addcmul_(g, g, value=fresh)
      step = rate * torch.pow(ages[i], delta - 0.5)
      leaves[i].addcdiv_(g, torch.add(torch.sqrt(square), 1.), value=-step)

  def clip_values(self, gradients: List[Tensor], largest: float) -> List[Tensor]:
    return torch._foreach_clamp_max(torch._foreach_clamp_min(gradients, -largest), largest)

  def clip_norm(self, gradients: List[Tensor], largest: float) -> List[Tensor]:
    norms = annotate(List[Tensor], [])
    for i in range(len(gradients)):
      norms.append(torch.to(torch.linalg_vector_norm(gradients[i]), 7))
    norm = torch.linalg_vector_norm(torch.stack(norms))
    factor = torch.clamp_max(torch.mul(torch.reciprocal(torch.add(norm, 1e-06)), largest), 1.)
    out = annotate(List[Tensor], [])
    for i in range(len(gradients)):
      g = gradients[i]
      out.append(torch.mul(g, torch.type_as(factor, g)))
    return out

  def clip_each_norm(self, gradients: List[Tensor], largest: float) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    for i in range(len(gradients)):
      out.append(self.clip_norm([gradients[i]], largest)[0])
    return out

  def are_finite(self, gradients: List[Tensor]) -> bool:
    # The largest absolute value is not finite if any is not, NaN included.
    largest = annotate(List[Tensor], [])
    for i in range(len(gradients)):
      g = gradients[i]
      if torch.numel(g) > 0:
        largest.append(torch.to(torch.linalg_vector_norm(g, float("inf")), 7))
    finite = True
    if len(largest) > 0:
      finite = bool(torch.all(torch.isfinite(torch.stack(largest))))
    return finite

  def copy(self, into: Tensor, source: Tensor) -> None:
    into.copy_(source, False)
