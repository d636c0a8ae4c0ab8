package dev.jyro.handler;

import dev.jyro.handler.SmallProgram.Ask;
import dev.jyro.handler.SmallProgram.Compute;
import dev.jyro.handler.SmallProgram.Draw;
import dev.jyro.handler.SmallProgram.Loop;
import dev.jyro.handler.SmallProgram.Observe;
import dev.jyro.handler.SmallProgram.Repeat;
import dev.jyro.handler.SmallProgram.Statement;
import dev.jyro.handler.SmallProgram.Weigh;
import io.vavr.collection.List;
import java.util.SplittableRandom;

/** Writes small programs by chance; each has at least one latent site. */
final class ProgramWriter {
  private static final int MOST_PLATES = 2;

  private final SplittableRandom random;
  private final Language.Words words;
  private List<String> visible = List.empty();
  private int names;

  private ProgramWriter(long seed, Language.Words words) {
    this.random = new SplittableRandom(seed);
    this.words = words;
  }

  /** The program of this seed. */
  static SmallProgram write(long seed, Language.Words words) {
    ProgramWriter writer = new ProgramWriter(seed, words);
    Statement first = writer.draw();
    return new SmallProgram(writer.block(0, 2 + writer.random.nextInt(4)).prepend(first));
  }

  private List<Statement> block(int depth, int lines) {
    List<Statement> block = List.empty();
    for (int i = 0; i < lines; i++) {
      block = block.append(statement(depth));
    }
    return block;
  }

  private Statement statement(int depth) {
    int kinds = words == Language.Words.FEW ? 7 : 10;
    return switch (random.nextInt(kinds)) {
      case 0, 1 -> draw();
      case 2, 3 -> observe();
      case 4 -> new Ask(visibly("a" + random.nextInt(3)));
      case 5, 6 -> depth < MOST_PLATES ? repeat(depth) : draw();
      case 7 -> compute();
      case 8 -> new Weigh(fresh("f"), parents());
      default -> depth < MOST_PLATES ? loop(depth) : draw();
    };
  }

  private Statement draw() {
    List<String> parents = parents();
    return new Draw(visibly(fresh("z")), parents, random.nextInt(4) == 0 ? 2 : 0);
  }

  private Statement observe() {
    List<String> parents = parents();
    return new Observe(visibly(fresh("y")), parents);
  }

  private Statement compute() {
    List<String> parents = parents();
    return new Compute(visibly(fresh("d")), parents);
  }

  private Statement repeat(int depth) {
    long size = 1 + random.nextLong(3);
    boolean isPart = words == Language.Words.ALL && random.nextBoolean();
    long taken = isPart ? 1 + random.nextLong(size) : size;
    return new Repeat(fresh("p"), size, taken, block(depth + 1, 1 + random.nextInt(3)));
  }

  /** What is named inside a loop is seen inside it only. */
  private Statement loop(int depth) {
    List<String> before = visible;
    Statement loop =
        new Loop(fresh("l"), 1 + random.nextLong(2), block(depth + 1, 1 + random.nextInt(2)));
    visible = before;
    return loop;
  }

  private String fresh(String kind) {
    return kind + names++;
  }

  /** At most three of the values before. */
  private List<String> parents() {
    return visible.filter(name -> random.nextInt(2) == 0).take(3);
  }

  private String visibly(String name) {
    visible = visible.contains(name) ? visible : visible.prepend(name);
    return name;
  }
}
