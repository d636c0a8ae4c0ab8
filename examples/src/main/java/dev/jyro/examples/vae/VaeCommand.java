package dev.jyro.examples.vae;

import com.google.gson.Gson;
import dev.jyro.examples.CommonOptions;
import dev.jyro.examples.Progress;
import dev.jyro.examples.WholeNumber;
import dev.jyro.examples.data.Mnist;
import dev.jyro.examples.output.OutputFolder;
import dev.jyro.tensor.Torch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code vae}. */
@Command(
    name = "vae",
    description = {
      "Trains a variational autoencoder on MNIST and draws what it learnt.",
      "Writes reconstructions.png, samples.png, elbo.png and the parameters into --out."
    })
public final class VaeCommand implements Runnable {
  private static final Config DEFAULTS = Config.defaults();

  @Spec private @Nullable CommandSpec spec;
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "128",
      converter = WholeNumber.Positive.class,
      description = "Images of a step, from 1. Default: 128.")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      defaultValue = "0.001",
      description = "Learning rate of Adam, greater than 0. Default: 0.001.")
  private double learningRate;

  @Option(
      names = "--latent",
      paramLabel = "N",
      defaultValue = "50",
      converter = WholeNumber.Positive.class,
      description = "Numbers of a code, from 1. Default: 50.")
  private int latent;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "400",
      converter = WholeNumber.Positive.class,
      description = "Numbers of a hidden layer, from 1. Default: 400.")
  private int hidden;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder with MNIST's four IDX files, gzipped or not. Default: those inside.")
  private @Nullable Path data;

  @Override
  public void run() {
    Config config = config();
    OutputFolder out = options.out(Path.of("out", "vae"));
    Mnist mnist = data == null ? Mnist.embedded() : Mnist.from(data);
    Torch.setThreads(options.threads());
    Images test = Images.of(mnist.test());
    Training training = new Training(config, Images.of(mnist.train()), test);
    try (Progress progress = options.progress()) {
      Training.Result result = training.run(progress, this::told);
      new Gallery(out).write(result, test, config.seed());
    }
    say("Pictures and parameters are in " + out.path());
  }

  private Config config() {
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new ParameterException(
          command().commandLine(),
          "--learning-rate: found %s, needed a number greater than 0".formatted(learningRate));
    }
    return new Config(
        options.epochs(DEFAULTS.epochs()),
        batchSize,
        learningRate,
        latent,
        hidden,
        options.steps(),
        options.seed());
  }

  private void told(Epoch epoch) {
    if (options.json()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("system", String.join(" ", command().root().version()).toLowerCase(Locale.ROOT));
      line.put("torch", Torch.version());
      line.put("work", "vae");
      line.put("epoch", epoch.number());
      line.put("step_ms_median", rounded(epoch.stepMillis()));
      line.put("epoch_s", rounded(epoch.seconds()));
      line.put("train_elbo", rounded(epoch.trainElbo()));
      line.put("test_elbo", rounded(epoch.testElbo()));
      line.put("threads", Torch.threads());
      out().println(new Gson().toJson(line));
      out().flush();
    }
  }

  private void say(String line) {
    if (!options.json()) {
      out().println(line);
      out().flush();
    }
  }

  private static double rounded(double number) {
    return Math.round(number * 1e3) / 1e3;
  }

  private PrintWriter out() {
    return command().commandLine().getOut();
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("VaeCommand works as a command of picocli only.");
    }
    return spec;
  }
}
