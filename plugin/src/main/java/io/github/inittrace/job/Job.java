// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.ImageShape;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.rebuild.Component;
import io.github.inittrace.rebuild.Rebuilder;
import io.github.inittrace.rebuild.TrustedClasses;
import io.github.inittrace.text.JsonComplaint;
import io.github.inittrace.text.SafeText;
import io.github.inittrace.trace.EarlyStopping;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/**
 * A training as a value: which trainer with which settings, on which data, what is kept of it and
 * what stops it. As JSON:
 *
 * <pre>{@code
 * {
 *   "trainer": {"class": "io.github.inittrace.mlp.MLPClassificationTrainer", "epochs": 5},
 *   "data": {"name": "digits"},
 *   "recording": {"records": "every=10", "samples": false},
 *   "alarms": {"stopOn": ["non_finite"]},
 *   "earlyStopping": {"figure": "validation.test.loss", "patience": 5}
 * }
 * }</pre>
 *
 * <p>The settings are those that an OLCUT configuration has; what is left out is as usual there,
 * and without the part {@code earlyStopping} nothing stops early.
 * Objects are made of a fixed list of classes only: trainers and what they are made of, as by
 * {@link io.github.inittrace.trace.Replay}. Data come from a {@link DatasetLoader} alone.
 * Immutable.
 */
public final class Job {
    private static final String TRAINER = "trainer";
    private static final String STOPPING = "earlyStopping";

    /** The parts whose class is no choice. */
    private static final Map<String, Class<?>> FIXED =
            Map.of(
                    "data",
                    DatasetLoader.class,
                    "recording",
                    Recording.class,
                    "alarms",
                    JobAlarms.class,
                    STOPPING,
                    EarlyStopping.class);

    private static final List<String> PARTS =
            List.of(TRAINER, "data", "recording", "alarms", STOPPING);

    private static final Rebuilder TRAINERS = new Rebuilder(TrustedClasses.TRAINERS);

    private static final Rebuilder OTHER_PARTS =
            new Rebuilder(TrustedClasses.of(FIXED.values().stream().map(Class::getName).toList()));

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** What has a job's JSON. */
    private interface Source {
        JsonNode tree() throws IOException;
    }

    private final Map<String, Component> parts;

    private Job(Map<String, Component> parts) {
        this.parts = parts;
    }

    /**
     * A job that does what these objects are configured for. They themselves are not kept.
     *
     * @throws IOException if the trainer cannot be made again of its provenance
     */
    public static Job of(
            Trainer<Label> trainer, DatasetLoader data, Recording recording, JobAlarms alarms)
            throws IOException {
        return of(trainer, data, recording, alarms, null);
    }

    /**
     * As {@link #of(Trainer, DatasetLoader, Recording, JobAlarms)}, with what stops it early.
     *
     * @param stopping null for nothing
     */
    public static Job of(
            Trainer<Label> trainer,
            DatasetLoader data,
            Recording recording,
            JobAlarms alarms,
            @Nullable EarlyStopping stopping)
            throws IOException {
        Map<String, Component> parts = new LinkedHashMap<>();
        parts.put(TRAINER, Rebuilder.settings(trainer.getProvenance()));
        parts.put("data", Rebuilder.plainSettings(data));
        parts.put("recording", Rebuilder.plainSettings(recording));
        parts.put("alarms", Rebuilder.plainSettings(alarms));
        if (stopping != null) {
            parts.put(STOPPING, Rebuilder.plainSettings(stopping));
        }
        return new Job(parts);
    }

    /**
     * Reads a job.
     *
     * @param json as {@link #toJson} writes it
     * @throws IOException if it is no job: no JSON, a part or setting that there is not, or a value
     *     that a setting does not take; the message is one sentence
     */
    public static Job parse(String json) throws IOException {
        return written(() -> MAPPER.readTree(json)).checked();
    }

    /**
     * Reads the file of a job.
     *
     * @param file as {@link #toJson} writes it, in UTF-8
     * @throws IOException as {@link #parse}, and if the file cannot be read; one sentence that names
     *     the file
     */
    public static Job read(Path file) throws IOException {
        try {
            return written(file).checked();
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
    }

    /**
     * The {@link #id} of the job in a file, of which nothing is made: neither the trainer, nor
     * anything else that it names.
     *
     * @param file as {@link #toJson} writes it, in UTF-8
     * @throws IOException if it has not the parts of a job, or cannot be read; one sentence that names
     *     the file
     */
    public static String idIn(Path file) throws IOException {
        try {
            return written(file).id();
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
    }

    private static Job written(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return written(() -> MAPPER.readTree(in));
        }
    }

    /** A job as it is written, of which nothing is made. */
    private static Job written(Source json) throws IOException {
        JsonNode tree;
        try {
            tree = json.tree();
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "a job is JSON text: " + SafeText.onOneLine(JsonComplaint.of(e)), e);
        } catch (CharConversionException e) {
            throw new IOException("a job is JSON text: expected UTF-8, found something else", e);
        }
        for (var part : tree.properties()) {
            if (!PARTS.contains(part.getKey())) {
                throw new IOException(
                        "a job is made of "
                                + String.join(", ", PARTS)
                                + ", found '"
                                + SafeText.of(part.getKey())
                                + "'");
            }
        }
        Map<String, Component> parts = new LinkedHashMap<>();
        for (String part : PARTS) {
            JsonNode written = tree.path(part);
            Class<?> fixed = FIXED.get(part);
            if (written.isMissingNode() && part.equals(STOPPING)) {
                continue;
            }
            if (written.isMissingNode() && !part.equals(TRAINER)) {
                written = MAPPER.createObjectNode();
            }
            try {
                parts.put(
                        part,
                        fixed == null
                                ? Component.parse(written)
                                : Component.parse(fixed.getName(), written));
            } catch (IOException e) {
                throw wrong(part, e);
            }
        }
        return new Job(parts);
    }

    /** This job, after all of its parts could be made. */
    private Job checked() throws IOException {
        for (String part : parts.keySet()) {
            make(part, FIXED.getOrDefault(part, Trainer.class));
        }
        return this;
    }

    /**
     * What tells this job from others: jobs of the same text, and hardly any others, have the same id.
     *
     * @return 16 hexadecimal digits, the first of the SHA-256 of {@link #toJson}
     */
    public String id() {
        try {
            byte[] json = toJson().getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** The job as JSON, on several lines: with every setting, or of one that was parsed, with those it was written with. */
    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        parts.forEach(
                (part, component) ->
                        json.put(
                                part,
                                FIXED.containsKey(part)
                                        ? component.settingsAsJson()
                                        : component.toJson()));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * This job with another number of epochs.
     *
     * @param epochs passes over the training data
     * @throws IOException if the trainer does not take that; the message is one sentence
     */
    public Job withEpochs(int epochs) throws IOException {
        Map<String, Component> changed = new LinkedHashMap<>(parts);
        changed.put(TRAINER, part(TRAINER).with("epochs", epochs));
        Job job = new Job(changed);
        job.make(TRAINER, Trainer.class);
        return job;
    }

    /**
     * A loader of the data.
     *
     * @throws IOException if there is no such data set
     */
    public DatasetLoader data() throws IOException {
        return make("data", DatasetLoader.class);
    }

    /**
     * The training, traced: it evaluates what is held out as {@code test}, keeps what the job says
     * and stops where it says.
     *
     * @param data what {@link #data} loads
     * @param workers how many threads it may use, where its trainer uses several
     * @throws IOException if the trainer cannot be made; the message is one sentence
     * @throws IllegalArgumentException if the trainer cannot be traced
     */
    public InitTrace<Label> trace(LoadedData data, int workers) throws IOException {
        return trace(data, data.test(), workers);
    }

    /**
     * As {@link #trace(LoadedData, int)}, with held-out examples that are laid out already.
     *
     * @param test the data's held-out examples, prepared
     */
    public InitTrace<Label> trace(LoadedData data, Dataset<Label> test, int workers)
            throws IOException {
        InitTrace<Label> trace =
                InitTrace.of(trainer(data, workers))
                        .validateOn("test", test)
                        .recording(make("recording", Recording.class))
                        .job(toJson());
        if (parts.containsKey(STOPPING)) {
            trace = trace.earlyStopping(make(STOPPING, EarlyStopping.class));
        }
        ImageShape shape = data.shape();
        return make("alarms", JobAlarms.class)
                .of(shape == null ? trace : trace.inputShape(shape.height(), shape.width()));
    }

    /**
     * The trainer, untraced.
     *
     * @param data what {@link #data} loads
     * @param workers how many threads it may use, where its trainer uses several
     * @throws IOException if it cannot be made; the message is one sentence
     */
    @SuppressWarnings("unchecked") // a trainer of other outputs refuses the data
    public Trainer<Label> trainer(LoadedData data, int workers) throws IOException {
        Component written = part(TRAINER);
        boolean isNetwork = written.className().equals(MLPClassificationTrainer.class.getName());
        boolean isArranged =
                written.settings().get("inputOrder") instanceof List<?> order && !order.isEmpty();
        Job job = this;
        if (isNetwork && !isArranged && !data.inputOrder().isEmpty()) {
            Map<String, Component> arranged = new LinkedHashMap<>(parts);
            arranged.put(TRAINER, written.with("inputOrder", new ArrayList<>(data.inputOrder())));
            job = new Job(arranged);
        }
        Trainer<?> trainer = job.make(TRAINER, Trainer.class);
        if (trainer instanceof MLPClassificationTrainer network) {
            network.setWorkers(workers);
        }
        return (Trainer<Label>) trainer;
    }

    private Component part(String part) {
        Component component = parts.get(part);
        if (component == null) {
            throw new IllegalStateException("a job always has its " + part);
        }
        return component;
    }

    private <R> R make(String part, Class<R> type) throws IOException {
        try {
            Rebuilder rebuilder = FIXED.containsKey(part) ? OTHER_PARTS : TRAINERS;
            Object made = rebuilder.rebuild(part(part));
            if (type.isInstance(made)) {
                return type.cast(made);
            }
            throw new IOException("expected a trainer, found " + made.getClass().getName());
        } catch (IOException e) {
            throw wrong(part, e);
        }
    }

    private static IOException wrong(String part, IOException e) {
        return new IOException("the " + part + " of the job: " + e.getMessage(), e);
    }
}
