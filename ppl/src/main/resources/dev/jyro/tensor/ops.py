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

  def erfcx(self, x: Tensor) -> Tensor:
    return torch.special_erfcx(x)

  def expm1(self, x: Tensor) -> Tensor:
    return torch.expm1(x)

  def gamma_inc(self, a: Tensor, x: Tensor) -> Tensor:
    return torch.special_gammainc(a, x)

  def gamma_inc_c(self, a: Tensor, x: Tensor) -> Tensor:
    return torch.special_gammaincc(a, x)

  def i0e(self, x: Tensor) -> Tensor:
    return torch.special_i0e(x)

  def i1e(self, x: Tensor) -> Tensor:
    return torch.special_i1e(x)

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

  def log_beta(self, a: Tensor, b: Tensor) -> Tensor:
    # Where the larger one is large, its log Γ and that of the sum by Stirling's series, in which nothing cancels.
    small = torch.minimum(a, b)
    large = torch.maximum(a, b)
    big = torch.clamp_min(large, 8.)
    total = torch.add(small, big)
    rest = torch.sub(self.stirling_rest(big), self.stirling_rest(total))
    bend = torch.mul(torch.sub(big, 0.5), torch.log1p(torch.div(small, big)))
    far = torch.sub(torch.sub(rest, bend), torch.mul(small, torch.sub(torch.log(total), 1)))
    near = torch.sub(torch.lgamma(large), torch.lgamma(torch.add(small, large)))
    return torch.add(torch.lgamma(small), torch.where(torch.lt(large, 8), near, far))

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

  def powm1(self, x: Tensor, exponent: Tensor) -> Tensor:
    return torch.expm1(torch.xlogy(exponent, x))

  def reciprocal(self, x: Tensor) -> Tensor:
    return torch.reciprocal(x)

  def rsqrt(self, x: Tensor) -> Tensor:
    return torch.rsqrt(x)

  def silu(self, x: Tensor) -> Tensor:
    return torch.silu(x)

  def stirling_rest(self, x: Tensor) -> Tensor:
    # log Γ(x) - (x - 1/2) log x + x - (log 2π)/2, to 3e-13 from 8 on.
    r = torch.reciprocal(x)
    s = torch.mul(r, r)
    t = torch.add(torch.mul(s, 1. / 1188.), -1. / 1680.)
    t = torch.add(torch.mul(s, t), 1. / 1260.)
    t = torch.add(torch.mul(s, t), -1. / 360.)
    return torch.mul(r, torch.add(torch.mul(s, t), 1. / 12.))

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

  def is_positive_definite(self, x: Tensor) -> Tensor:
    factor, info = torch.linalg_cholesky_ex(x)
    return torch.logical_and(torch.eq(info, 0), torch.all(torch.isfinite(factor), [-2, -1], False))

  def slogdet(self, x: Tensor) -> List[Tensor]:
    sign, log_abs = torch.linalg_slogdet(x)
    return [sign, log_abs]

  def solve(self, a: Tensor, b: Tensor) -> Tensor:
    return torch.linalg_solve(a, b)

  def symmetric_eigenvalues(self, x: Tensor) -> Tensor:
    return torch.linalg_eigvalsh(x, "L")

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

  def log_truncated_mass(self, low: Tensor, high: Tensor) -> Tensor:
    # The integral of exp(-(t*t - m*m)/2) from low to high, where m between them is nearest to 0. Mirrored so that
    # high is not negative: then across 0 by erf, in the tail by erfcx, and where that cancels by Gauss and Legendre.
    flip = torch.lt(high, 0)
    a = torch.where(flip, torch.neg(high), low)
    b = torch.where(flip, torch.neg(low), high)
    across = torch.sub(torch.erf(torch.mul(b, 0.7071067811865476)), torch.erf(torch.mul(a, 0.7071067811865476)))
    start = torch.clamp_min(a, 0.)
    width = torch.sub(b, start)
    drop = torch.mul(torch.mul(width, torch.add(b, start)), 0.5)
    end = torch.mul(torch.exp(torch.neg(drop)), torch.special_erfcx(torch.mul(b, 0.7071067811865476)))
    tail = torch.sub(torch.special_erfcx(torch.mul(start, 0.7071067811865476)), end)
    half = torch.mul(width, 0.5)
    nodes = [0.1488743389816312, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717]
    weights = [0.2955242247147529, 0.2692667193099963, 0.2190863625159820, 0.1494513491505806, 0.0666713443086881]
    near = torch.zeros_like(width)
    for i in range(5):
      t = torch.mul(half, 1. - nodes[i])
      u = torch.mul(half, 1. + nodes[i])
      left = torch.exp(torch.neg(torch.mul(t, torch.add(start, torch.mul(t, 0.5)))))
      right = torch.exp(torch.neg(torch.mul(u, torch.add(start, torch.mul(u, 0.5)))))
      near = torch.add(near, torch.mul(torch.add(left, right), weights[i]))
    far = torch.mul(torch.where(torch.lt(a, 0), across, tail), 1.2533141373155003)
    isNear = torch.logical_and(torch.ge(a, 0), torch.lt(drop, 1))
    return torch.log(torch.where(isNear, torch.mul(near, half), far))

  def truncated_normal_icdf(self, low: Tensor, high: Tensor, p: Tensor) -> Tensor:
    # In double precision. From whichever tail is thinner, where probabilities add up without cancelling; where they
    # underflow, from the tail's own asymptote by Newton's method.
    a = low.to(7)
    b = high.to(7)
    u = p.to(7)
    rest = torch.rsub(u, 1)
    x = torch.mul(a, 0.7071067811865476)
    y = torch.mul(b, 0.7071067811865476)
    below = torch.add(torch.mul(torch.erfc(torch.neg(x)), rest), torch.mul(torch.erfc(torch.neg(y)), u))
    above = torch.add(torch.mul(torch.erfc(x), rest), torch.mul(torch.erfc(y), u))
    thin = torch.special_ndtri(torch.mul(torch.minimum(below, above), 0.5))
    z = torch.where(torch.lt(below, above), thin, torch.neg(thin))
    flip = torch.lt(b, 0)
    start = torch.where(flip, torch.neg(b), a)
    end = torch.where(flip, torch.neg(a), b)
    depth = torch.clamp_min(start, 20.)
    scaled = torch.special_erfcx(torch.mul(depth, 0.7071067811865476))
    drop = torch.mul(torch.mul(torch.sub(end, depth), torch.add(end, depth)), 0.5)
    left = torch.div(torch.mul(torch.exp(torch.neg(drop)), torch.special_erfcx(torch.mul(end, 0.7071067811865476))), scaled)
    survival = torch.log1p(torch.neg(torch.mul(torch.where(flip, rest, u), torch.rsub(left, 1))))
    x = torch.sqrt(torch.sub(torch.mul(depth, depth), torch.mul(survival, 2)))
    for i in range(3):
      e = torch.special_erfcx(torch.mul(x, 0.7071067811865476))
      gap = torch.mul(torch.mul(torch.sub(x, depth), torch.add(x, depth)), 0.5)
      miss = torch.sub(torch.sub(torch.log(torch.div(e, scaled)), gap), survival)
      x = torch.add(x, torch.mul(torch.mul(miss, e), 1.2533141373155003))
    x = torch.where(torch.isinf(survival), end, x)
    z = torch.where(torch.gt(start, 30), torch.where(flip, torch.neg(x), x), z)
    return torch.type_as(torch.minimum(torch.maximum(z, a), b), torch.add(torch.add(low, high), p))

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

  def binomial(self, count: Tensor, probs: Tensor, seed: int) -> Tensor:
    return torch.binomial(count.detach(), probs.detach(), torch.Generator(device=torch.device("cpu"), seed=seed))

  def multinomial(self, probs: Tensor, total: float, seed: int) -> Tensor:
    # Class by class, the binomial number of those left over.
    generator = torch.Generator(device=torch.device("cpu"), seed=seed)
    p = probs.detach()
    rest = torch.flip(torch.cumsum(torch.flip(p, [-1]), -1), [-1])
    shares = torch.clamp(torch.nan_to_num(torch.div(p, rest), 0., 0., 0.), 0, 1)
    left = torch.full_like(torch.select(p, -1, 0), total)
    counts = annotate(List[Tensor], [])
    for k in range(torch.size(p, -1) - 1):
      count = torch.binomial(left, torch.select(shares, -1, k).contiguous(), generator)
      counts.append(count)
      left = torch.sub(left, count)
    counts.append(left)
    return torch.stack(counts, -1)

  def dirichlet(self, concentration: Tensor, wait: Tensor, seed: int, least: float) -> Tensor:
    # As `beta`: in logarithms, and d x / d c at fixed quantile hung on brackets whose value is 0.
    c = torch.expand_as(concentration, wait).detach()
    g = torch._standard_gamma(torch.add(c, 1), torch.Generator(device=torch.device("cpu"), seed=seed))
    x = torch.clamp(torch.softmax(torch.sub(torch.log(g), torch.div(wait, c)), -1, None), least, 1.)
    if concentration.requires_grad:
      total = torch.expand_as(torch.sum(c, [-1], True), c)
      slope = torch.nan_to_num(torch._dirichlet_grad(x, c, total), 0., 0., 0.)
      pull = torch.mul(slope, torch.sub(concentration, concentration.detach()))
      x = torch.add(x, torch.sub(pull, torch.mul(x, torch.sum(pull, [-1], True))))
    return x

  def poisson(self, rate: Tensor, seed: int) -> Tensor:
    return torch.poisson(rate.detach(), torch.Generator(device=torch.device("cpu"), seed=seed))

  def standard_gamma(self, concentration: Tensor, seed: int) -> Tensor:
    # Carries the pathwise gradient with respect to the concentration (implicit differentiation of the cdf).
    return torch._standard_gamma(concentration, torch.Generator(device=torch.device("cpu"), seed=seed))

  def standard_gamma_gradient(self, concentration: Tensor, value: Tensor) -> Tensor:
    # d value / d concentration at fixed quantile; carries no gradient itself.
    return torch._standard_gamma_grad(concentration, value)

  def von_mises(self, concentration: Tensor, seed: int) -> Tensor:
    # Best and Fisher 1979: rejection from a wrapped Cauchy distribution, until all are accepted. Of their r and f,
    # which tend to 1, here is by how much they miss it: w and `below`. Carries no gradient itself.
    k = torch.clamp(concentration.detach().to(7), 1e-300, None)
    s = torch.sqrt(torch.add(torch.mul(torch.mul(k, k), 4), 1))
    root = torch.sqrt(torch.mul(torch.add(s, 1), 2))
    divisor = torch.add(torch.add(s, 1), root)
    rho = torch.div(torch.mul(k, 2), divisor)
    miss = torch.div(torch.add(torch.add(torch.reciprocal(torch.add(s, torch.mul(k, 2))), 1), root), divisor)
    w = torch.div(torch.mul(miss, miss), torch.mul(rho, 2))
    generator = torch.Generator(device=torch.device("cpu"), seed=seed)
    angle = torch.sub(k, k)
    waiting = torch.isfinite(k)
    rounds = 0
    while bool(torch.any(waiting)) and rounds < 200:
      u = torch.uniform_(torch.stack([k, k, k], 0), 0., 1., generator=generator)
      z = torch.cos(torch.mul(torch.select(u, 0, 0), 3.141592653589793))
      below = torch.div(torch.mul(w, torch.rsub(z, 1)), torch.add(torch.add(w, z), 1))
      c = torch.mul(k, torch.add(w, below))
      accepted = torch.ge(torch.rsub(torch.log(torch.div(torch.select(u, 0, 1), c)), 1), c)
      found = torch.mul(torch.asin(torch.sqrt(torch.mul(below, 0.5))), torch.sign(torch.sub(torch.select(u, 0, 2), 0.5)))
      angle = torch.where(torch.logical_and(waiting, accepted), torch.mul(found, 2), angle)
      waiting = torch.logical_and(waiting, torch.logical_not(accepted))
      rounds = rounds + 1
    return torch.type_as(angle, concentration)

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
