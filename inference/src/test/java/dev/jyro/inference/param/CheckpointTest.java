package dev.jyro.inference.param;

import static dev.jyro.ppl.Primitives.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.effect.Param;
import dev.jyro.effect.Setting;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Net;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointTest {
  @TempDir private Path top;
  private final ParamStore store = ParamStore.create();
  private Path folder = Path.of("");

  @BeforeEach
  void fill() {
    folder = top.resolve("a/checkpoint");
    store.put("loc", Tensor.of(new float[] {1, -0f, 3e-39f, 4, 5, 6}, Shapes.of(2, 3)));
    store.put("scale", Tensor.of(0.1, 2.5), Constraints.positive());
    store.put("weight", Tensor.scalar(0.3), Constraints.interval(-1, 2.5));
    store.run(data -> module("net", Net.linear(3, 2)), "");
    keep("batches", Tensor.of(12L, 1L << 60));
    keep("seen", Tensor.of(true, false));
  }

  private void keep(String name, Tensor value) {
    Session session = store.session(Noise.of(1));
    Interpreter.under(
        session,
        () ->
            Interpreter.perform(
                new Param(
                    name,
                    Option.of(noise -> value),
                    Constraints.real(),
                    Param.Role.KEPT,
                    Option.none(),
                    Setting.plain())));
    session.settle();
  }

  /** Everything of a store that is saved, with numbers as they are in Torch's memory. */
  private static Map<String, List<Object>> content(ParamStore store) {
    Map<String, List<Object>> content = new LinkedHashMap<>();
    for (String name : store.names()) {
      ParamStore.Entry entry = store.find(name).get();
      Tensor free = entry.leaf().value();
      long[] bits =
          Arrays.stream(free.toDoubles()).mapToLong(Double::doubleToRawLongBits).toArray();
      content.put(
          name,
          List.of(
              entry.constraint().name(),
              entry.role(),
              free.dataType(),
              free.shape(),
              Arrays.toString(bits),
              Arrays.toString(free.toLongs())));
    }
    return content;
  }

  @Nested
  final class Saving {
    @Test
    void bringsAllBackBitForBitAndInOrder() {
      store.save(folder);
      ParamStore loaded = ParamStore.create();
      loaded.load(folder);
      assertThat(content(loaded)).isEqualTo(content(store));
      assertThat(loaded.names()).containsExactlyElementsOf(store.names());
      assertThat(loaded.get("scale").toDoubles()).containsExactly(store.get("scale").toDoubles());
    }

    @Test
    void bringsBackNumbersThatAreNotFinite() {
      Tensor odd = Tensor.of(Float.NaN, Float.POSITIVE_INFINITY, Float.intBitsToFloat(0xffc12345));
      store.find("loc").get().leaf().set(Tensor.zeros(2, 3).add(odd));
      store.save(folder);
      ParamStore loaded = ParamStore.create();
      loaded.load(folder);
      assertThat(content(loaded)).isEqualTo(content(store));
    }

    @Test
    void savesAnEmptyStore() {
      ParamStore.create().save(folder);
      ParamStore loaded = ParamStore.create();
      loaded.load(folder);
      assertThat(loaded.size()).isZero();
    }

    @Test
    void leavesTwoFilesAndNothingElse() throws IOException {
      store.save(folder);
      store.save(folder);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("params.safetensors", "manifest.json");
      }
    }

    @Test
    void writesAManifestThatPeopleCanRead() throws IOException {
      store.save(folder);
      JsonObject manifest =
          JsonParser.parseString(Files.readString(folder.resolve("manifest.json")))
              .getAsJsonObject();
      assertThat(manifest.get("format").getAsInt()).isEqualTo(1);
      assertThat(manifest.get("jyro").getAsString()).matches("\\d+\\.\\d+.*");
      JsonObject data = manifest.getAsJsonObject("data");
      assertThat(data.get("file").getAsString()).isEqualTo("params.safetensors");
      assertThat(data.get("bytes").getAsLong())
          .isEqualTo(Files.size(folder.resolve("params.safetensors")));
      assertThat(data.get("sha256").getAsString()).matches("[0-9a-f]{64}");
      assertThat(manifest.getAsJsonArray("parameters").get(1))
          .isEqualTo(
              JsonParser.parseString(
                  "{\"name\":\"scale\",\"constraint\":\"positive\",\"role\":\"TRAINED\",\"dtype\":\"F64\",\"shape\":[2]}"));
    }

    @Test
    void holdsTheFreeNumbers() {
      store.save(folder);
      assertThat(SafeTensors.read(folder.resolve("params.safetensors")).get("scale").toDoubles())
          .containsExactly(Math.log(0.1), Math.log(2.5));
    }

    @Test
    void replacesAnOlderCheckpoint() {
      store.save(folder);
      store.put("scale", Tensor.of(7.0, 8.0));
      store.save(folder);
      ParamStore loaded = ParamStore.create();
      loaded.load(folder);
      assertThat(content(loaded)).isEqualTo(content(store));
    }

    @Test
    void keepsTheOlderCheckpointWhenItFails() throws IOException {
      store.save(folder);
      Map<String, List<Object>> before = content(store);
      store.put("half", Tensor.scalar(1).to(DataType.FLOAT16));
      assertThatThrownBy(() -> store.save(folder))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(folder + ": ")
          .hasMessageContaining("'half' of type float16");
      ParamStore loaded = ParamStore.create();
      loaded.load(folder);
      assertThat(content(loaded)).isEqualTo(before);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).hasSize(2);
      }
    }

    @Test
    void saysThatAFileIsNoFolder() throws IOException {
      Path file = Files.writeString(top.resolve("file"), "");
      assertThatThrownBy(() -> store.save(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(file + ": the parameters cannot be saved.");
    }
  }

  @Nested
  final class LoadingIntoAStoreWithParameters {
    private final ParamStore other = ParamStore.create();

    @BeforeEach
    void saved() {
      store.save(folder);
      other.load(folder);
    }

    @Test
    void setsTheValuesOfTheSameLeaves() {
      List<Leaf> leaves = leaves();
      Map<String, List<Object>> saved = content(other);
      other.put("scale", Tensor.of(5.0, 5.0));
      other.put("loc", Tensor.zeros(2, 3));
      other.load(folder);
      assertThat(content(other)).isEqualTo(saved);
      assertThat(leaves()).isEqualTo(leaves);
    }

    @Test
    void listsAllDifferencesAndChangesNothing() {
      other.remove("weight");
      other.put("extra", Tensor.of(1.0));
      other.put("scale", Tensor.of(5.0, 5.0), Constraints.nonNegative());
      other.remove("loc");
      other.put("loc", Tensor.zeros(3, 2));
      other.remove("net.bias");
      other.put("net.bias", Tensor.of(0.0, 0.0));
      Map<String, List<Object>> before = content(other);

      assertThatThrownBy(() -> other.load(folder))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(folder + ": the checkpoint does not fit")
          .hasMessageContaining("'weight' is in the checkpoint only")
          .hasMessageContaining("'extra' is not in the checkpoint")
          .hasMessageContaining(
              "'scale' is positive, TRAINED, F64 of shape [2] in the checkpoint, and is"
                  + " nonNegative, TRAINED, F64 of shape [2]")
          .hasMessageContaining(
              "F32 of shape [2, 3] in the checkpoint, and is real, TRAINED, F32 of shape [3, 2]")
          .hasMessageContaining("'net.bias' is real, TRAINED, F32");
      assertThat(content(other)).isEqualTo(before);
    }

    @Test
    void needsNoNameThatCanBeReadBack() {
      Constraint mine = new Even();
      ParamStore one = ParamStore.create();
      one.put("x", Tensor.of(1.0), mine);
      one.save(folder);
      one.put("x", Tensor.of(3.0));
      one.load(folder);
      assertThat(one.get("x").toDoubles()).containsExactly(1);
      assertThatThrownBy(() -> ParamStore.create().load(folder))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("'x': 'even' is not the name of a constraint");
    }

    private List<Leaf> leaves() {
      return other.names().stream().map(name -> other.find(name).get().leaf()).toList();
    }
  }

  /** Not one of Jyro's, but with a map that is. */
  private record Even() implements Constraint {
    @Override
    public Tensor check(Tensor value) {
      return value.eq(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Even || Constraints.real().equals(other);
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public String name() {
      return "even";
    }
  }

  @Nested
  final class Damage {
    private final ParamStore other = ParamStore.create();
    private Path data = Path.of("");
    private Path manifest = Path.of("");

    @BeforeEach
    void saved() {
      store.save(folder);
      data = folder.resolve("params.safetensors");
      manifest = folder.resolve("manifest.json");
      other.put("mine", Tensor.of(1.0));
    }

    private void assertRefused(String... words) {
      Map<String, List<Object>> before = content(other);
      assertThatThrownBy(() -> other.load(folder))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll(words);
      assertThat(content(other)).isEqualTo(before);
    }

    @Test
    void ofNoFolder() {
      folder = top.resolve("nowhere");
      assertRefused("params.safetensors: there is no such file", "ParamStore.save");
    }

    @Test
    void ofNoManifest() throws IOException {
      Files.delete(manifest);
      assertRefused("manifest.json: there is no such file", "ParamStore.save");
    }

    @Test
    void ofNoData() throws IOException {
      Files.delete(data);
      assertRefused("params.safetensors: there is no such file");
    }

    @Test
    void ofOneBitInTheData() throws IOException {
      byte[] bytes = Files.readAllBytes(data);
      bytes[bytes.length - 1] ^= 1;
      Files.write(data, bytes);
      assertRefused("params.safetensors: does not belong to manifest.json");
    }

    @Test
    void ofEveryLengthOfTheData() throws IOException {
      byte[] whole = Files.readAllBytes(data);
      for (int length = 0; length < whole.length; length += 7) {
        Files.write(data, Arrays.copyOf(whole, length));
        assertRefused("params.safetensors: ");
      }
    }

    @Test
    void ofEveryLengthOfTheManifest() throws IOException {
      byte[] whole = Files.readAllBytes(manifest);
      for (int length = 0; length < whole.length - 1; length += 7) {
        Files.write(manifest, Arrays.copyOf(whole, length));
        assertRefused("manifest.json: ");
      }
    }

    @Test
    void ofWhatIsNoPlainFile() throws IOException {
      Files.delete(manifest);
      Files.createSymbolicLink(manifest, Path.of("/dev/zero"));
      assertRefused("manifest.json: cannot be read. Found: what is there is no plain file");
      Files.delete(data);
      Files.createDirectory(data);
      assertRefused("params.safetensors: cannot be read", "no plain file");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "null",
          "[]",
          "{}",
          "1",
          "{\"format\":1}",
          "{\"format\":0,\"jyro\":\"1\",\"data\":{\"file\":\"a\",\"sha256\":\"b\"},\"parameters\":[]}",
          "{\"format\":1,\"jyro\":\"1\",\"data\":{},\"parameters\":[]}",
          "{\"format\":1,\"jyro\":\"1\",\"data\":{\"file\":\"a\",\"sha256\":\"b\"},\"parameters\":[null]}",
          "{\"format\":1,\"jyro\":\"1\",\"data\":{\"file\":\"a\",\"sha256\":\"b\"},\"parameters\":[{}]}",
          "{\"format\":1,\"jyro\":\"1\",\"data\":{\"file\":\"a\",\"sha256\":\"b\"},\"parameters\":[{\"name\":\"x\",\"constraint\":\"real\",\"role\":\"OTHER\",\"dtype\":\"F32\",\"shape\":[]}]}",
          "{\"format\":1,\"jyro\":\"1\",\"data\":{\"file\":\"a\",\"sha256\":\"b\"},\"parameters\":[{\"name\":\"x\",\"constraint\":\"real\",\"role\":\"KEPT\",\"dtype\":\"F32\",\"shape\":[null]}]}",
          "{\"format\":1e400}",
          "{\"format\":1,\"parameters\":{}}",
          "{\"format\":99999999999}",
        })
    void ofAManifestThatSaysLittle(String json) throws IOException {
      Files.writeString(manifest, json);
      assertRefused("manifest.json: ");
    }

    @Test
    void ofAManifestWithoutDepth() throws IOException {
      Files.writeString(manifest, "[".repeat(1_000_000));
      assertRefused("manifest.json: ");
    }

    @Test
    void ofAManifestThatIsVast() throws IOException {
      Files.writeString(manifest, " ".repeat((1 << 24) + 1));
      assertRefused("manifest.json: cannot be read. Found: 16777217 bytes, more than ");
    }

    @Test
    void ofAManifestOfTheFuture() throws IOException {
      edit("\"format\": 1", "\"format\": 2");
      assertRefused("manifest.json: written by Jyro", "in format 2. Needed: format 1 or older");
    }

    @Test
    void ofAManifestThatNamesAnotherFile() throws IOException {
      edit("\"file\": \"params.safetensors\"", "\"file\": \"../../etc/passwd\"");
      assertRefused("does not belong to manifest.json");
    }

    @Test
    void ofAManifestThatForgetsAParameter() throws IOException {
      JsonObject json = JsonParser.parseString(Files.readString(manifest)).getAsJsonObject();
      json.getAsJsonArray("parameters").remove(0);
      Files.writeString(manifest, json.toString());
      assertRefused("the file has 7 tensors and the manifest 6 names");
    }

    @Test
    void ofAManifestThatNamesAParameterTwice() throws IOException {
      JsonObject json = JsonParser.parseString(Files.readString(manifest)).getAsJsonObject();
      json.getAsJsonArray("parameters").add(json.getAsJsonArray("parameters").get(0));
      Files.writeString(manifest, json.toString());
      assertRefused("the file has 7 tensors and the manifest 8 names");
    }

    @Test
    void ofAManifestThatNamesWhatIsNotThere() throws IOException {
      edit("\"name\": \"scale\"", "\"name\": \"scales\"");
      assertRefused("the manifest names 'scales', and the file does not");
    }

    @Test
    void ofAManifestWithAnotherShape() throws IOException {
      edit("\"dtype\": \"F64\"", "\"dtype\": \"F32\"");
      assertRefused("dtype=F64", "dtype=F32");
    }

    @Test
    void passesOverWhatLaterVersionsAdd() throws IOException {
      edit("\"format\": 1", "\"weather\": {\"wind\": 5}, \"format\": 1");
      ParamStore loaded = ParamStore.create();
      loaded.load(folder);
      assertThat(content(loaded)).isEqualTo(content(store));
    }

    private void edit(String from, String to) throws IOException {
      String text = Files.readString(manifest);
      assertThat(text).contains(from);
      Files.writeString(manifest, text.replace(from, to));
    }
  }

  @Test
  void ofNumbersThatTheirConstraintCannotTakeIsRefused() throws IOException {
    ParamStore one = ParamStore.create();
    one.put("factor", Tensor.of(1.0, 2.0));
    one.save(folder);
    Path manifest = folder.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("\"real\"", "\"corrMatrix\""));
    ParamStore loaded = ParamStore.create();
    assertThatThrownBy(() -> loaded.load(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'factor': ");
    assertThat(loaded.size()).isZero();
  }

  @Test
  void isNotWrittenThroughALinkThatLeadsOutside() throws IOException {
    Path outside = Files.writeString(top.resolve("outside"), "years of work");
    Files.createDirectories(folder);
    for (String name : List.of("params.safetensors", "manifest.json")) {
      Files.createSymbolicLink(folder.resolve(name), outside);
      Files.createSymbolicLink(folder.resolve(name + ".next"), outside);
    }
    store.save(folder);
    assertThat(outside).hasContent("years of work");
    ParamStore loaded = ParamStore.create();
    loaded.load(folder);
    assertThat(content(loaded)).isEqualTo(content(store));
  }

  /** Also on Java 17.0.13 and before, whose {@link Files#createDirectories} fails on the link. */
  @Test
  void isWrittenToAFolderThatALinkLeadsTo() throws IOException {
    Path elsewhere = Files.createDirectory(top.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(top.resolve("link"), elsewhere);
    store.save(link);
    store.save(link.resolve("new/inner"));
    for (Path written : List.of(elsewhere, elsewhere.resolve("new/inner"))) {
      ParamStore loaded = ParamStore.create();
      loaded.load(written);
      assertThat(content(loaded)).isEqualTo(content(store));
    }
    assertThat(link).isSymbolicLink();
  }

  @Nested
  final class ASaveThatWasCutOff {
    private final ParamStore newer = ParamStore.create();
    private Path data = Path.of("");
    private Path manifest = Path.of("");

    @BeforeEach
    void twoCheckpoints() {
      store.save(folder);
      newer.put("other", Tensor.of(1.0, 2.0));
      newer.save(top.resolve("newer"));
      data = folder.resolve("params.safetensors");
      manifest = folder.resolve("manifest.json");
    }

    private void put(String name, Path place) throws IOException {
      Files.copy(top.resolve("newer").resolve(name), place, StandardCopyOption.REPLACE_EXISTING);
    }

    private Map<String, List<Object>> loaded() {
      ParamStore loaded = ParamStore.create();
      loaded.load(folder);
      return content(loaded);
    }

    @Test
    void beforeItsFirstMoveLeavesTheOlderOne() throws IOException {
      put("params.safetensors", folder.resolve("params.safetensors.next"));
      put("manifest.json", folder.resolve("manifest.json.next"));
      assertThat(loaded()).isEqualTo(content(store));
    }

    @Test
    void inTheMiddleOfWritingLeavesTheOlderOne() throws IOException {
      Files.writeString(folder.resolve("params.safetensors.next"), "half");
      Files.writeString(folder.resolve("manifest.json.next"), "{");
      assertThat(loaded()).isEqualTo(content(store));
    }

    @Test
    void betweenItsMovesIsComplete() throws IOException {
      put("params.safetensors", data);
      put("manifest.json", folder.resolve("manifest.json.next"));
      assertThat(loaded()).isEqualTo(content(newer));
    }

    @Test
    void betweenItsMovesIsCompleteEvenIfItWasTheFirst() throws IOException {
      put("params.safetensors", data);
      put("manifest.json", folder.resolve("manifest.json.next"));
      Files.delete(manifest);
      assertThat(loaded()).isEqualTo(content(newer));
    }

    @Test
    void isSavedOver() throws IOException {
      put("params.safetensors", data);
      put("manifest.json", folder.resolve("manifest.json.next"));
      store.save(folder);
      assertThat(loaded()).isEqualTo(content(store));
    }
  }
}
