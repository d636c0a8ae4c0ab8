package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.hostile.InFull;
import dev.jyro.inference.param.HostileFolder;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A saved training, spoilt; where it is refused, the training that there is stays as it was, its
 * optimizer's memory included. Where it is accepted it takes a step, or refuses to and stays.
 */
public final class HostileTraining {
  private final Path folder;
  private final Path again;
  private final HostileFolder files;
  private final Map<String, byte[]> saved;
  private final Trainee.Stand stand;
  private final List<Tensor> batch = Regression.batches().at(0);
  private Trainee trainee = Trainee.trained();
  private int taken;
  private int refused;

  public HostileTraining(Path folder) throws IOException {
    this.folder = folder;
    this.again = folder.resolve("again");
    trainee.svi().save(folder);
    this.files = new HostileFolder(folder);
    this.saved = HostileFolder.contents(folder);
    this.stand = trainee.stand();
  }

  /** Of any of its files. */
  public void attack(SplittableRandom random) throws IOException {
    load(files.put(random), random);
  }

  /** Of its manifest alone. */
  public void attackManifest(SplittableRandom random) throws IOException {
    load(files.putManifest(random), random);
  }

  /** What became of the steps after loads that were accepted. */
  public String steps() {
    return "%d taken, %d refused".formatted(taken, refused);
  }

  private void load(HostileFolder.Fate fate, SplittableRandom random) throws IOException {
    try {
      trainee.svi().load(folder);
    } catch (JyroException e) {
      needUnchanged(random);
      throw e;
    }
    fate.needReadable();
    needSound(fate);
    if (random.nextInt(4) == 0) {
      saveAgain();
    }
    goOn();
    trainee = Trainee.trained();
  }

  /** After a load that was refused; now and then by all that a save tells. */
  private void needUnchanged(SplittableRandom random) throws IOException {
    needSame("The training is another after a load that was refused.", stand, trainee.stand());
    if (random.nextInt(16) == 0) {
      trainee.svi().save(again);
      Map<String, byte[]> now = HostileFolder.contents(again);
      if (!saved.keySet().equals(now.keySet())
          || !saved.keySet().stream().allMatch(n -> Arrays.equals(saved.get(n), now.get(n)))) {
        throw new AssertionError("A save is another after a load that was refused.");
      }
    }
  }

  /** What was read is there in full, and as it was saved if nobody spoilt it. */
  private void needSound(HostileFolder.Fate fate) {
    Trainee.Stand now = trainee.stand();
    needValues(trainee.svi().params());
    if (fate == HostileFolder.Fate.READ_AS_SAVED_OR_REFUSED
        && !now.numbers().equals(stand.numbers())) {
      throw new AssertionError("The numbers are not those that were saved.");
    }
  }

  private static void needValues(ParamStore params) {
    try (TensorScope scope = TensorScope.open()) {
      params.names().forEach(name -> InFull.need(name, params.get(name)));
    } catch (JyroException e) {
      throw new AssertionError("There is no value after a load.", e);
    }
  }

  /** What was loaded can be saved, and loaded by a training that has no parameters. */
  private void saveAgain() {
    Trainee fresh = Trainee.fresh();
    try {
      trainee.svi().save(again);
      fresh.svi().load(again);
    } catch (JyroException e) {
      throw new AssertionError("What was loaded cannot be saved and loaded.", e);
    }
    needSame("What was loaded is another when saved.", trainee.stand(), fresh.stand());
  }

  /** What was read must be good to go on from, or a step that is refused leaves it as it is. */
  private void goOn() {
    Trainee.Stand before = trainee.stand();
    try {
      trainee.svi().step(batch);
    } catch (JyroException e) {
      refused++;
      needSame("The training is another after a step that was refused.", before, trainee.stand());
      return;
    }
    taken++;
    needOneMore(before);
  }

  /** No count may have become negative: it could be saved, and not be loaded. */
  private void needOneMore(Trainee.Stand before) {
    int steps = trainee.svi().steps();
    if (steps != before.steps() + 1L) {
      throw new AssertionError("%d steps after %d and one.".formatted(steps, before.steps()));
    }
    try {
      trainee.stand();
    } catch (JyroException e) {
      throw new AssertionError("After a step there is nothing to be saved.", e);
    }
  }

  private static void needSame(String otherwise, Trainee.Stand expected, Trainee.Stand found) {
    if (!expected.equals(found)) {
      throw new AssertionError("%s Needed: %s. Found: %s.".formatted(otherwise, expected, found));
    }
  }
}
