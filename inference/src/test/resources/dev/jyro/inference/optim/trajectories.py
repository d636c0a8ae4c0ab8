"""Writes trajectories.json: what Torch's optimizers do with a small problem, for OptimizersAgainstTorchTest.

Made once with Python 3.11 and Torch 2.13 (CPU), in float64:

    python trajectories.py > trajectories.json

Parameters: w of three numbers and v of one. The gradient at step t = 0, 1, ... is
A (x - B) + C sin(0.3 t + D), so it depends on the path and never dies out. Each case lists, after each of
100 steps, [w0, w1, w2, v].

Pyro's ClippedAdam is written out here from its description: the rate shrinks first, the gradient is cut element by
element, the decay is added, and eps is added to the root before the correction for age. So is its AdagradRMSProp, from the
equations of Kucukelbir et al. 2017.
"""

import json
import math

import torch

STEPS = 100
START = {"w": [0.5, -1.0, 2.0], "v": [0.25]}
A = {"w": [1.0, 0.1, 3.0], "v": [0.5]}
B = {"w": [1.0, 2.0, -0.5], "v": [-1.0]}
C = {"w": [0.3, 2.0, 0.05], "v": [1.0]}
D = {"w": [0.0, 1.0, 2.0], "v": [3.0]}


def tensor(numbers):
    return torch.tensor(numbers, dtype=torch.float64)


def gradient(name, x, t):
    return tensor(A[name]) * (x - tensor(B[name])) + tensor(C[name]) * torch.sin(0.3 * t + tensor(D[name]))


class ClippedAdam(torch.optim.Optimizer):
    def __init__(self, params, lr, clip, lrd, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        super().__init__(params, dict(lr=lr, clip=clip, lrd=lrd, betas=betas, eps=eps, weight_decay=weight_decay))

    def step(self):
        for group in self.param_groups:
            group["lr"] *= group["lrd"]
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                g = p.grad.clamp(-group["clip"], group["clip"]) + group["weight_decay"] * p.data
                state = self.state[p]
                state["t"] = state.get("t", 0) + 1
                state["m"] = beta1 * state.get("m", 0) + (1 - beta1) * g
                state["v"] = beta2 * state.get("v", 0) + (1 - beta2) * g * g
                size = group["lr"] * math.sqrt(1 - beta2 ** state["t"]) / (1 - beta1 ** state["t"])
                p.data = p.data - size * state["m"] / (state["v"].sqrt() + group["eps"])


class AdagradRMSProp(torch.optim.Optimizer):
    def __init__(self, params, eta, delta, t):
        super().__init__(params, dict(eta=eta, delta=delta, t=t))

    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                state["i"] = state.get("i", 0) + 1
                square = p.grad**2
                state["s"] = group["t"] * square + (1 - group["t"]) * state["s"] if "s" in state else square
                size = group["eta"] * state["i"] ** (-0.5 + group["delta"])
                p.data = p.data - size * p.grad / (1 + state["s"].sqrt())


def clip_each(params, largest):
    for p in params:
        torch.nn.utils.clip_grad_norm_([p], largest)


def used(case, name, t):
    """In the cases 'late' v comes at step 40, and only at every third step."""
    return not case.startswith("late") or name == "w" or (t >= 40 and t % 3 == 0)


def run(case, make, schedule=None, clip=None):
    params = {name: torch.nn.Parameter(tensor(start)) for name, start in START.items()}
    optimizer = make(list(params.values()))
    scheduler = schedule(optimizer) if schedule else None
    path = []
    for t in range(STEPS):
        for name, p in params.items():
            p.grad = gradient(name, p.data, t) if used(case, name, t) else None
        if clip:
            clip(list(params.values()))
        optimizer.step()
        if scheduler:
            scheduler.step()
        path.append([float(f"{x:.10g}") for p in params.values() for x in p.data.tolist()])
    return path


optim = torch.optim
cases = {
    "adam": run("adam", lambda p: optim.Adam(p, lr=0.05)),
    "adam with betas and decay": run("adam2", lambda p: optim.Adam(p, lr=0.02, betas=(0.8, 0.99), weight_decay=0.1)),
    "late": run("late", lambda p: optim.Adam(p, lr=0.05)),
    "adamw": run("adamw", lambda p: optim.AdamW(p, lr=0.05, weight_decay=0.1)),
    "clipped adam": run("clipped", lambda p: ClippedAdam(p, lr=0.05, clip=0.4, lrd=0.99, weight_decay=0.05)),
    "sgd": run("sgd", lambda p: optim.SGD(p, lr=0.05, weight_decay=0.01)),
    "sgd with momentum": run("momentum", lambda p: optim.SGD(p, lr=0.02, momentum=0.9)),
    "sgd with nesterov": run("nesterov", lambda p: optim.SGD(p, lr=0.02, momentum=0.8, nesterov=True, weight_decay=0.1)),
    "adam with a factor": run(
        "factor", lambda p: optim.Adam(p, lr=0.1), lambda o: optim.lr_scheduler.ExponentialLR(o, gamma=0.96)
    ),
    "sgd with a cosine": run(
        "cosine",
        lambda p: optim.SGD(p, lr=0.1),
        lambda o: optim.lr_scheduler.LambdaLR(
            o, lambda t: (0.01 + 0.5 * (0.1 - 0.01) * (1 + math.cos(math.pi * min(t, 50) / 50))) / 0.1
        ),
    ),
    "rmsprop": run("rmsprop", lambda p: optim.RMSprop(p, lr=0.02)),
    "rmsprop with decay and momentum": run(
        "rmsprop2", lambda p: optim.RMSprop(p, lr=0.01, alpha=0.9, weight_decay=0.1, momentum=0.8)
    ),
    "rmsprop centered": run("rmsprop3", lambda p: optim.RMSprop(p, lr=0.01, alpha=0.9, centered=True)),
    "rmsprop centered with momentum": run(
        "rmsprop4", lambda p: optim.RMSprop(p, lr=0.005, alpha=0.95, centered=True, momentum=0.7)
    ),
    "adagrad": run("adagrad", lambda p: optim.Adagrad(p, lr=0.2)),
    "late adagrad with all": run(
        "late",
        lambda p: optim.Adagrad(p, lr=0.2, lr_decay=0.05, initial_accumulator_value=0.3, weight_decay=0.1),
    ),
    "adagrad rmsprop": run("adagrad rmsprop", lambda p: AdagradRMSProp(p, eta=1.0, delta=1e-16, t=0.1)),
    "late adagrad rmsprop": run("late", lambda p: AdagradRMSProp(p, eta=0.5, delta=0.1, t=0.3)),
    "sgd clipped by norm": run(
        "clip1",
        lambda p: optim.SGD(p, lr=0.05, momentum=0.5),
        clip=lambda params: torch.nn.utils.clip_grad_norm_(params, 0.5),
    ),
    "adam clipped by each norm": run(
        "clip2", lambda p: optim.Adam(p, lr=0.05), clip=lambda params: clip_each(params, 0.3)
    ),
    "adam clipped by value": run(
        "clip3", lambda p: optim.Adam(p, lr=0.05), clip=lambda params: torch.nn.utils.clip_grad_value_(params, 0.3)
    ),
}

print("{")
print(f' "torch": {json.dumps(torch.__version__)},')
print(' "cases": {')
for i, (name, path) in enumerate(cases.items()):
    print(f"  {json.dumps(name)}: [")
    print(",\n".join("   " + json.dumps(row) for row in path))
    print("  ]" + ("," if i < len(cases) - 1 else ""))
print(" }\n}")
