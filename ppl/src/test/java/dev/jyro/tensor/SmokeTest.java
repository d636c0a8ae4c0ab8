package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.*;
import org.junit.jupiter.api.Test;
import java.util.List;

class SmokeTest {
  @Test
  void smoke() {
    try (TensorScope s = TensorScope.open((op, in, at, out, ns) -> System.out.println(op + " " + in + " " + at + " -> " + out + " " + ns))) {
      Tensor x = Tensor.of(1f, 2f, 3f);
      System.out.println(x.mul(2).add(1).log1p().digamma());
      System.out.println(x.index(Index.of(Tensor.of(2L, 0L))));
      System.out.println(Gradients.grad(y -> y.square().mul(3).sum(), x));
      System.out.println(x.reshape(3, 1).matmul(x.reshape(1, 3)).logSumExp(1));
      System.out.println(x.variance() + " " + x.std() + x.max() + x.topK(2, 0)[1]);
      Leaf l = Leaf.of(x);
      for (int i = 0; i < 3; i++) {
        Gradients.recording(() -> { Gradients.backward(l.value().square().sum()); return 1; });
        System.out.println(l.gradient());
        FusedUpdates.adam(List.of(l), List.of(FusedUpdates.Moments.zero(l)), new FusedUpdates.AdamSettings(0.1, 0.9, 0.999, 1e-8, 0));
        System.out.println(l.value() + " " + l.gradient());
      }
      try { x.add(Tensor.of(1f, 2f)); } catch (ShapeException e) { System.out.println(e.getMessage()); }
      try { x.matmul(Tensor.of(1f, 2f)); } catch (ShapeException e) { System.out.println(e.getMessage()); }
      try { x.reshape(2,2); } catch (ShapeException e) { System.out.println(e.getMessage()); }
      try { x.split(new long[]{1,1}, 0); } catch (ShapeException e) { System.out.println(e.getMessage()); }
      try { Tensor.of(new float[][]{{1,2},{2,1}}).cholesky(); } catch (dev.jyro.JyroException e) { System.out.println(e.getMessage()); }
      System.out.println(Tensor.of(new float[][]{{4,2},{2,3}}).cholesky());
      System.out.println(Dispatch.script(Op.STANDARD_GAMMA, x, 7L));
    }
    for (Op op : Op.values()) { System.out.print(op.label() + " "); }
  }
}
