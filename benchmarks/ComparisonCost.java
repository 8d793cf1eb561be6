// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.trace.InitTrace;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What reports cost: the seconds and bytes of the report of one long run, and of the comparison of
 * many, each in a process of its own with whatever heap Java gives it.
 *
 * <p>The runs are made up of one real training of three layers on the built-in digits: every epoch
 * is its last record, histograms included, with other losses, accuracies and distances. Half of the
 * configurations have four seeds each, the rest one.
 *
 * <p>Needs the jar (mvn -DskipTests package). Usage, in the repository's root:
 *
 * <pre>java -cp reports/target/inittrace.jar benchmarks/ComparisonCost.java [RUNS [EPOCHS [DIR]]]</pre>
 *
 * <p>DIR keeps the runs, of about 11 kB an epoch each; without it they are deleted.
 */
final class ComparisonCost {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SEEDS = 4;

    private ComparisonCost() {}

    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
        boolean kept = args.length > 2;
        Path dir = kept ? Path.of(args[2]) : Files.createTempDirectory("comparison-cost");
        try {
            Path real = dir.resolve("real");
            if (Files.isDirectory(real)) {
                System.out.println("with what " + dir + " has, whatever numbers were given");
            } else {
                train(real);
                IntStream.range(0, runs).parallel().forEach(i -> copy(real, dir, i, runs, epochs));
            }
            Path first = dir.resolve("runs/run-0");
            time("report of one run of " + epochs + " epochs", first.resolve("report"), "report", first);
            Path page = dir.resolve("comparison");
            time("comparison of " + runs, page, "compare", dir.resolve("runs"), "-o", page);
        } finally {
            if (!kept) {
                delete(dir);
            }
        }
    }

    private static void time(String what, Path written, Object... command) throws Exception {
        String[] words =
                Stream.concat(
                                Stream.of("java", "-jar", "reports/target/inittrace.jar"),
                                Stream.of(command).map(Object::toString))
                        .toArray(String[]::new);
        long start = System.nanoTime();
        int exit = new ProcessBuilder(words).inheritIO().start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "%s: %.1f s, exit %d%n", what, seconds, exit);
        try (Stream<Path> files = Files.walk(written)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                System.out.printf("%12d %s%n", Files.size(file), written.relativize(file));
            }
        }
    }

    private static void train(Path folder) throws IOException {
        LoadedData data = DatasetLoader.of(DatasetLoader.DIGITS).load();
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(64, 64)
                        .epochs(3)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        InitTrace.of(trainer)
                .validateOn("test", data.test())
                .inputShape(28, 28)
                .runFolder(folder)
                .run(data.train());
    }

    private static void copy(Path real, Path dir, int number, int runs, int epochs) {
        try {
            Path folder = Files.createDirectories(dir.resolve("runs/run-" + number));
            for (String name : List.of("initial.onnx", "trained.onnx")) {
                Files.copy(
                        real.resolve(name),
                        folder.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            boolean repeated = number < runs / 2;
            int layout = repeated ? number / SEEDS : number;
            ObjectNode record = (ObjectNode) JSON.readTree(real.resolve("run.json").toFile());
            ObjectNode configuration = (ObjectNode) record.get("configuration");
            configuration.put("seed", Integer.toString(1 + number % SEEDS));
            configuration.put("learningRate", Double.toString((layout + 1) / 1000.0));
            configuration.put("epochs", Integer.toString(epochs));
            record.put("plannedEpochs", epochs);
            ((ObjectNode) record.get("ending")).put("epochs", epochs);
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve("run.json").toFile(), record);
            List<String> lines = Files.readAllLines(real.resolve("epochs.jsonl"));
            String[] pieces = template(lines.get(lines.size() - 1)).split("\"@");
            Random random = new Random(number);
            try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("epochs.jsonl"))) {
                out.write(lines.get(0));
                out.write('\n');
                for (int e = 1; e <= epochs; e++) {
                    write(out, pieces, e, layout, random);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The record with marks where an epoch has numbers of its own. */
    private static String template(String line) throws IOException {
        ObjectNode epoch = (ObjectNode) JSON.readTree(line);
        epoch.put("index", "@index ");
        epoch.put("epochEndLoss", "@loss ");
        epoch.put("runningLoss", "@loss ");
        epoch.put("epochEndAccuracy", "@accuracy ");
        for (JsonNode set : epoch.get("validation")) {
            ((ObjectNode) set).put("loss", "@testloss ").put("accuracy", "@accuracy ");
        }
        ((ObjectNode) epoch.get("total")).put("relativeDistance", "@distance ");
        for (JsonNode tensor : epoch.get("tensors")) {
            if (!tensor.get("relativeDistance").isNull()) {
                ((ObjectNode) tensor).put("relativeDistance", "@distance ");
            }
        }
        return JSON.writeValueAsString(epoch);
    }

    private static void write(
            BufferedWriter out, String[] pieces, int e, int layout, Random random)
            throws IOException {
        double noise = Math.exp(0.1 * random.nextGaussian());
        double pace = 0.2 + layout % 37 / 20.0;
        out.write(pieces[0]);
        for (int i = 1; i < pieces.length; i++) {
            int end = pieces[i].indexOf(" \"");
            double loss = 2.3 * noise / (1 + pace * e);
            double number =
                    switch (pieces[i].substring(0, end)) {
                        case "loss" -> loss;
                        case "testloss" -> 0.05 + loss + 1e-4 * e * pace * noise;
                        case "accuracy" -> 1 - Math.min(0.9, 0.02 * noise + loss / 3);
                        case "distance" -> 0.05 * pace * Math.sqrt(e) * noise;
                        default -> e;
                    };
            out.write(pieces[i].startsWith("index") ? Integer.toString(e) : Double.toString(number));
            out.write(pieces[i], end + 2, pieces[i].length() - end - 2);
        }
        out.write('\n');
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
