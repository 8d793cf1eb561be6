// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the page of a sweep costs: its seconds and bytes, in a process of its own with whatever heap
 * Java gives it. The runs are made up of one real training on the built-in digits: its records with
 * other losses, distances and norms, along 20 widths and, for each, rates and 5 seeds.
 *
 * <p>Needs the jar (mvn -DskipTests package). Usage, in the repository's root:
 *
 * <pre>java -cp reports/target/inittrace.jar benchmarks/SweepPageCost.java [RUNS [EPOCHS [DIR]]]</pre>
 *
 * <p>DIR keeps the sweep, of about 20 kB an epoch and run; without it it is deleted.
 */
final class SweepPageCost {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WIDTHS = 20;
    private static final int SEEDS = 5;
    private static final List<String> SCALED =
            List.of("norm", "distance", "relativeDistance", "epochEndLoss", "loss");

    private SweepPageCost() {}

    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        boolean kept = args.length > 2;
        Path dir = kept ? Path.of(args[2]) : Files.createTempDirectory("sweep-page-cost");
        try {
            Path sweep = dir.resolve("sweep");
            if (Files.isDirectory(sweep)) {
                System.out.println("with what " + dir + " has, whatever numbers were given");
            } else {
                Path real = dir.resolve("real");
                train(real, epochs);
                make(real, sweep, runs);
            }
            long start = System.nanoTime();
            int exit =
                    new ProcessBuilder(
                                    "java",
                                    "-jar",
                                    "reports/target/inittrace.jar",
                                    "report",
                                    sweep.toString())
                            .inheritIO()
                            .start()
                            .waitFor();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(Locale.ROOT, "%d runs: %.1f s, exit %d%n", runs, seconds, exit);
            try (Stream<Path> files = Files.list(sweep.resolve("report"))) {
                for (Path file : files.sorted().toList()) {
                    System.out.printf("%12d %s%n", Files.size(file), file.getFileName());
                }
            }
        } finally {
            if (!kept) {
                delete(dir);
            }
        }
    }

    private static void train(Path folder, int epochs) throws IOException {
        LoadedData data = DatasetLoader.of(DatasetLoader.DIGITS).load();
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(10, 10)
                        .epochs(epochs)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        InitTrace.of(trainer).validateOn("test", data.test()).runFolder(folder).run(data.train());
    }

    private static void make(Path real, Path sweep, int runs) throws IOException {
        List<JsonNode> epochs = new ArrayList<>();
        for (String line : Files.readAllLines(real.resolve("epochs.jsonl"))) {
            epochs.add(JSON.readTree(line));
        }
        ObjectNode plan = JSON.createObjectNode().put("schema", 1);
        ArrayNode axes = plan.putArray("axes");
        for (String axis : List.of("hidden", "learning-rate", "seed")) {
            axes.addObject().put("name", axis).putArray("settings").add(axis);
        }
        ArrayNode all = plan.putArray("runs");
        for (int i = 0; i < runs; i++) {
            int width = 10 * (1 + i % WIDTHS);
            int seed = 1 + i / WIDTHS % SEEDS;
            double rate = (1 + i / WIDTHS / SEEDS) / 100.0;
            String hidden = width + "," + width;
            ObjectNode run = all.addObject();
            run.put("name", "hidden=" + hidden + "_learning-rate=" + rate + "_seed=" + seed);
            run.putObject("settings")
                    .put("hidden", hidden)
                    .put("learning-rate", Double.toString(rate))
                    .put("seed", Integer.toString(seed));
            run.put("job", Integer.toHexString(i));
        }
        Files.createDirectories(sweep);
        JSON.writeValue(sweep.resolve("sweep.json").toFile(), plan);
        IntStream.range(0, runs)
                .parallel()
                .forEach(i -> copy(real, sweep, all.get(i).get("name").asText(), epochs, i));
    }

    private static void copy(Path real, Path sweep, String name, List<JsonNode> epochs, int i) {
        try {
            Path run = Files.createDirectories(sweep.resolve("runs").resolve(name));
            Files.copy(real.resolve("run.json"), run.resolve("run.json"));
            Files.copy(real.resolve("manifest.json"), run.resolve("manifest.json"));
            Random random = new Random(i);
            StringBuilder lines = new StringBuilder();
            for (JsonNode epoch : epochs) {
                JsonNode own = epoch.deepCopy();
                scale(own, random);
                lines.append(JSON.writeValueAsString(own)).append('\n');
            }
            Files.writeString(run.resolve("epochs.jsonl"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void scale(JsonNode node, Random random) {
        if (node instanceof ObjectNode object) {
            for (String name : SCALED) {
                if (object.path(name).isNumber()) {
                    double factor = 1 + 0.1 * random.nextGaussian();
                    object.put(name, object.get(name).asDouble() * Math.abs(factor));
                }
            }
        }
        node.forEach(child -> scale(child, random));
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
