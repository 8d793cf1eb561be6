// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import io.github.inittrace.files.PathText;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.SGD;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.MutableDataset;
import org.tribuo.classification.LabelFactory;
import org.tribuo.data.sql.SQLDataSource;
import org.tribuo.datasource.LibSVMDataSource;

/** Run folders that a stranger wrote: nothing that they name is run, and nothing is fetched. */
@Timeout(60)
class HostileProvenanceTest {
    private static final String ALLOW =
            " is no class that a replay makes objects of unasked; if you know and trust it, name it"
                    + " by Replay.trusting(...)";
    private static final String HAND_OVER = "; you can hand the data over by Replay.on(...)";
    private static final String DATA =
            "the training data cannot be loaded again from its provenance: ";
    private static final String TRAINER = "the trainer cannot be rebuilt from its provenance: ";

    /** Apart from the payloads: to ask it does not initialise them. */
    private static final List<String> FIRED = new ArrayList<>();

    /** Does something as soon as it is loaded for use. */
    public static final class Payload implements Configurable {
        static {
            FIRED.add("object");
        }
    }

    /** The same in place of an enum. */
    public enum PayloadEnum {
        LOGITS;

        static {
            FIRED.add("enum");
        }
    }

    /** The same in place of a class of provenance. */
    public abstract static class PayloadProvenance implements ObjectProvenance {
        private static final long serialVersionUID = 1L;

        static {
            FIRED.add("provenance");
        }
    }

    private static final ProxySelector USUAL = ProxySelector.getDefault();

    @TempDir private Path temp;

    private final List<URI> asked = new ArrayList<>();
    private Path file = Path.of("");
    private Path folder = Path.of("");

    @BeforeEach
    void train() throws IOException {
        FIRED.clear();
        file = temp.resolve("rows.svm");
        Files.writeString(file, "1 1:1 2:0.5\n2 1:-1 2:0.2\n1 1:2\n2 1:-2 2:1\n");
        folder = temp.resolve("run");
        InitTrace.of(MLPClassificationTrainer.builder().hiddenLayers(3).epochs(1).build())
                .runFolder(folder)
                .run(new MutableDataset<>(new LibSVMDataSource<>(file, new LabelFactory())));
        ProxySelector.setDefault(
                new ProxySelector() {
                    @Override
                    public List<Proxy> select(URI uri) {
                        asked.add(uri);
                        return List.of(Proxy.NO_PROXY);
                    }

                    @Override
                    public void connectFailed(URI uri, SocketAddress address, IOException e) {
                        asked.add(uri);
                    }
                });
    }

    @AfterEach
    void nothingHappened() {
        ProxySelector.setDefault(USUAL);
        assertThat(asked).isEmpty();
    }

    @Test
    void replay_trainersPartOfAnotherClass_isRefusedBeforeItIsLoaded() throws IOException {
        editRecord(json -> json.replace(SGD.class.getName(), Payload.class.getName()));

        assertRefused(TRAINER + allow(Payload.class.getName()));
    }

    @Test
    void replay_trainersPartOfAClassThatIsAllowed_makesOne() throws IOException {
        editRecord(json -> json.replace(SGD.class.getName(), Payload.class.getName()));
        Replay replay = Replay.of(RunFolder.open(folder)).trusting(Payload.class.getName());

        assertThatThrownBy(replay::run)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(TRAINER + "Incompatible type found, looked up optimiser");
        assertThat(FIRED).containsExactly("object");
    }

    @Test
    void replay_otherClassOfProvenance_isNotLoaded() throws IOException {
        String trainers = "org.tribuo.provenance.impl.TrainerProvenanceImpl";
        editRecord(json -> json.replace(trainers, PayloadProvenance.class.getName()));
        editData(
                text ->
                        text.replace(
                                LibSVMDataSource.LibSVMDataSourceProvenance.class.getName(),
                                PayloadProvenance.class.getName()));

        assertThat(Replay.of(RunFolder.open(folder)).run().isIdentical()).isTrue();
        assertThat(FIRED).isEmpty();
    }

    @Test
    void replay_otherEnum_isNotLoaded() throws IOException {
        editRecord(
                json ->
                        json.replace(
                                "io.github.inittrace.mlp.Activation", PayloadEnum.class.getName()));

        assertThat(Replay.of(RunFolder.open(folder)).run().isIdentical()).isTrue();
        assertThat(FIRED).isEmpty();
    }

    @Test
    void replay_otherKindOfValue_isNotLoaded() throws IOException {
        String number = "com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance";
        editRecord(json -> json.replace(number, Payload.class.getName()));

        assertThatThrownBy(() -> Replay.of(RunFolder.open(folder)).run())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        folder.resolve("run.json")
                                + " cannot be replayed: its provenance cannot be read: expected a"
                                + " kind of value that OLCUT knows for '");
        assertThat(FIRED).isEmpty();
    }

    @Test
    void replay_pathThatTheLocaleCannotEncode_saysSo() throws IOException {
        String files = "com.oracle.labs.mlrg.olcut.provenance.primitives.FileProvenance";
        editRecord(
                json ->
                        json.replaceFirst(
                                "\"value\":\"[^\"]*\",\"provenance-class\":\"[^\"]*DoubleProvenance\"",
                                "\"value\":\"a\\\\ud800\",\"provenance-class\":\"" + files + "\""));

        assertUnreadable(PathText.complaint("the path 'a?'"));
    }

    @Test
    void replay_databaseAsSource_isRefused() throws IOException {
        String source = SQLDataSource.class.getName();
        editData(text -> text.replace(LibSVMDataSource.class.getName() + "\"", source + "\""));

        assertRefused(DATA + allow(source) + HAND_OVER);
    }

    @Test
    void replay_classWithAHostileName_isShownOnOneLine() throws IOException {
        editRecord(json -> json.replace(SGD.class.getName(), "a\\u001b[31m\\nb"));

        assertRefused(TRAINER + allow("a?[31m?b"));
    }

    @Test
    void replay_addressAsSource_isNotFetched() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/rows.svm";
            editData(text -> text.replace(file.toUri().toURL().toString(), address));

            assertRefused(DATA + fetched(address) + HAND_OVER);
            assertNobodyCame(server);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.invalid/rows.svm",
                "ftp://example.invalid/rows.svm",
                "file://example.invalid/rows.svm",
                "jar:http://example.invalid/a.jar!/rows.svm",
                "jar:file:/tmp/a.jar!/rows.svm"
            })
    void replay_anyAddressAsSource_isNotFetched(String address) throws IOException {
        editData(text -> text.replace(file.toUri().toURL().toString(), address));

        assertRefused(DATA + fetched(address) + HAND_OVER);
    }

    @Test
    void replay_pathThatIsAnAddress_isNotFetched() throws IOException {
        String address = "jar:http://example.invalid/a.jar!/rows.svm";
        editData(
                text ->
                        text.replace("value: \"" + file + "\"", "value: \"" + address + "\"")
                                .replace(
                                        "primitives.FileProvenance",
                                        "primitives.StringProvenance"));

        assertRefused(DATA + fetched(address) + HAND_OVER);
    }

    @Test
    void replay_textInPlaceOfAnObject_isRefused() throws IOException {
        // OLCUT would look up a component of that name, which here is the trainer itself.
        editRecord(
                json ->
                        json.replaceAll(
                                "\"key\":\"optimiser\",\"value\":\"sgd-[0-9]*\",\"provenance-class\":\"[^\"]*\",\"additional\":\"\",\"is-reference\":true",
                                "\"key\":\"optimiser\",\"value\":\"component-0\",\"provenance-class\":\"com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance\",\"additional\":\"\",\"is-reference\":false"));

        assertRefused(
                TRAINER
                        + "expected an object for optimiser of"
                        + " io.github.inittrace.mlp.MLPClassificationTrainer, found the text"
                        + " 'component-0'");
    }

    @Test
    void replay_provenanceThatRefersToItself_isRefused() throws IOException {
        editRecord(
                json ->
                        json.replaceAll(
                                "\"value\":\"sgd-[0-9]*\"",
                                "\"value\":\"mlpclassificationtrainer-0\""));

        assertUnreadable("it refers to itself");
    }

    @Test
    void replay_provenanceThatRefersToNothing_isRefused() throws IOException {
        editRecord(json -> json.replaceAll("\"value\":\"sgd-[0-9]*\"", "\"value\":\"x\""));

        assertUnreadable("it refers to 'x', which is not written in it");
    }

    @Test
    void replay_provenanceNestedWithoutEnd_isRefused() throws IOException {
        String list =
                "{\"marshalled-class\":\"com.oracle.labs.mlrg.olcut.provenance.io.ListMarshalledProvenance\",\"list\":[";
        String deep = "\"deep\":" + list.repeat(300) + "]}".repeat(300) + ",";
        editRecord(json -> json.replaceFirst("\"map\":\\{", "\"map\":{" + deep));

        assertUnreadable("it is nested more than 100 deep");
    }

    @Test
    void replay_smallProvenanceThatUnfoldsToAHugeOne_isRefused() throws IOException {
        StringBuilder laughs = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            int next = 1_000_001 + i;
            laughs.append(
                    "lmp { index: %d values: %e values: %e }\n"
                            .replace("%d", String.valueOf(1_000_000 + i))
                            .replace("%e", String.valueOf(next)));
        }
        editData(text -> text + laughs);

        assertThatThrownBy(() -> Replay.of(RunFolder.open(folder)).run())
                .isInstanceOf(IOException.class)
                .hasMessage(
                        folder.resolve("trained.onnx")
                                + " cannot be replayed: its provenance cannot be read: it unfolds"
                                + " to more than 10,000,000 values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "[{}]", "[[1]]", "\"text\"", "[null]"})
    void replay_noProvenance_isRefused(String json) throws IOException {
        editRecord(
                any ->
                        any.replaceFirst(
                                "(?s)\"provenance\":\\[\\{.*?\\}\\],\"ending\"",
                                "\"provenance\":" + json.replace("\\", "") + ",\"ending\""));

        assertThatThrownBy(() -> Replay.of(RunFolder.open(folder)).run())
                .isInstanceOf(IOException.class)
                .hasMessageNotContainingAny("Exception", "because", "\n")
                .hasMessageContaining("run.json");
    }

    @Test
    void replay_pipeAsSource_isNotOpened() throws IOException, InterruptedException {
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

        assertRefused(
                DATA
                        + "expected a file or a folder at "
                        + file
                        + ", found a device or the like, which is not read"
                        + HAND_OVER);
    }

    private static String allow(String name) {
        return name + ALLOW;
    }

    private static String fetched(String address) {
        return "it came from "
                + address
                + ", and only files of this machine are read: nothing is fetched";
    }

    private void assertRefused(String message) throws IOException {
        RunFolder run = RunFolder.open(folder);
        assertThatThrownBy(() -> Replay.of(run).run())
                .isInstanceOf(IOException.class)
                .hasMessage(message);
        assertThat(FIRED).isEmpty();
    }

    private void assertUnreadable(String reason) throws IOException {
        assertRefused(
                folder.resolve("run.json")
                        + " cannot be replayed: its provenance cannot be read: "
                        + reason);
    }

    private static void assertNobodyCame(ServerSocket server) throws IOException {
        server.setSoTimeout(50);
        assertThatThrownBy(server::accept).isInstanceOf(java.net.SocketTimeoutException.class);
    }

    /** A change of text that may fail. */
    private interface Edit {
        String of(String text) throws IOException;
    }

    private void editRecord(UnaryOperator<String> edit) throws IOException {
        Path record = folder.resolve("run.json");
        var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
        String before = mapper.readTree(record.toFile()).toString();
        String after = edit.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(record, after);
    }

    private void editData(Edit edit) throws IOException {
        Path trained = folder.resolve("trained.onnx");
        OnnxMl.ModelProto.Builder model =
                OnnxMl.ModelProto.parseFrom(Files.readAllBytes(trained)).toBuilder();
        for (OnnxMl.StringStringEntryProto.Builder entry : model.getMetadataPropsBuilderList()) {
            if (entry.getKey().equals("TRIBUO_PROVENANCE")) {
                String before = entry.getValue();
                String after = edit.of(before);
                assertThat(after).isNotEqualTo(before);
                entry.setValue(after);
            }
        }
        Files.write(trained, model.build().toByteArray());
    }
}
