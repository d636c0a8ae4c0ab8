package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.inference.param.HostileFolder;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A saved training, spoilt; where it is refused, the training that there is stays as it was. */
public final class HostileTraining {
  private final Path folder;
  private final HostileFolder files;
  private final List<Tensor> batch = Regression.batches().at(0);
  private SVI<List<Tensor>> svi = trained();

  public HostileTraining(Path folder) throws IOException {
    this.folder = folder;
    svi.save(folder);
    this.files = new HostileFolder(folder);
  }

  /** Of any of its files. */
  public void attack(SplittableRandom random) throws IOException {
    files.put(random);
    load();
  }

  /** Of its manifest alone. */
  public void attackManifest(SplittableRandom random) throws IOException {
    files.putManifest(random);
    load();
  }

  private void load() {
    Map<String, String> before = Regression.numbers(svi);
    int steps = svi.steps();
    try {
      svi.load(folder);
    } catch (JyroException e) {
      if (!before.equals(Regression.numbers(svi)) || steps != svi.steps()) {
        throw new AssertionError("The training is another after a load that was refused.", e);
      }
      throw e;
    }
    goOn();
    svi = trained();
  }

  /** What was read must be good to go on from, or say why not. */
  private void goOn() {
    try {
      svi.step(batch);
    } catch (JyroException e) {
      if (svi.steps() < 0) {
        throw new AssertionError(e);
      }
    }
  }

  private static SVI<List<Tensor>> trained() {
    SVI<List<Tensor>> svi =
        Regression.svi("Adam", TraceELBO.create(), SVI.Options.defaults().seed(5));
    svi.run(Regression.batches(), StopWhen.steps(2));
    return svi;
  }
}
