// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import io.github.inittrace.reports.cli.Workplace;
import io.github.inittrace.sweep.Executor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** The cluster that {@code spark-submit} names, and the folders that are shared with it. */
final class SparkWorkplace implements Workplace, AutoCloseable {
    private static final Pattern STANDALONE = Pattern.compile("spark://([^,:/]+):(\\d+)");
    private static final int PATIENCE_MILLIS = 10_000;
    private static final long PUBLISHED_EVERY_NANOS = 10_000_000_000L;

    private final SparkConf conf =
            new SparkConf()
                    .setIfMissing("spark.app.name", "InitTrace")
                    // Kryo, which a cluster may prefer, cannot send records.
                    .set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    private final SharedStorage storage = new SharedStorage(conf);
    private final List<SharedFolder> folders = new ArrayList<>();

    /** Folders with files that arguments name by URIs. */
    private final List<Path> copies = new ArrayList<>();

    private @Nullable JavaSparkContext spark;
    private long published;

    @Override
    public Executor executor() throws IOException {
        JavaSparkContext running = spark;
        if (running == null) {
            running = start();
            spark = running;
        }
        return new SparkExecutor(Cluster.of(running), storage, this);
    }

    private JavaSparkContext start() throws IOException {
        String master = conf.get("spark.master", "");
        if (master.isEmpty()) {
            throw new IOException(
                    "expected the master of a cluster, found none; start this by spark-submit"
                            + " --master URL");
        }
        requireAnswer(master);
        try {
            JavaSparkContext started = new JavaSparkContext(conf);
            started.setLogLevel("WARN");
            return started;
        } catch (Exception e) { // Scala does not declare what it throws.
            String message = String.valueOf(e.getMessage());
            throw new IOException(
                    "Spark does not start with master "
                            + master
                            + ": "
                            + message.lines().findFirst().orElse(message).strip(),
                    e);
        }
    }

    /** Spark itself asks for a minute, and then says so in twenty lines. */
    private static void requireAnswer(String master) throws IOException {
        Matcher address = STANDALONE.matcher(master);
        if (!address.matches()) {
            return; // of another kind, or several, of which one may answer
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2))),
                    PATIENCE_MILLIS);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "expected a Spark master at "
                            + master
                            + ", found nobody who answers; start it, or check the address",
                    e);
        }
    }

    @Override
    public Path path(String uri) throws IOException {
        if (storage.isFile(uri)) {
            Path folder = Files.createTempDirectory("inittrace-driver");
            copies.add(folder);
            Path file = folder.resolve(uri.substring(uri.lastIndexOf('/') + 1));
            storage.download(uri, file);
            return file;
        }
        SharedFolder folder = SharedFolder.of(storage, uri);
        folders.add(folder);
        return folder.local();
    }

    /** The shared folder that a place on this machine belongs to. */
    SharedFolder folder(Path place) {
        return folders.stream()
                .filter(folder -> folder.has(place))
                .findFirst()
                .orElseGet(() -> SharedFolder.of(storage, Path.of("/")));
    }

    /**
     * Brings tables and pages to shared storage, unless that was done a moment ago.
     *
     * @return whether it did
     * @throws IOException if they cannot be written there
     */
    boolean publishNowAndThen() throws IOException {
        if (published != 0 && System.nanoTime() - published <= PUBLISHED_EVERY_NANOS) {
            return false;
        }
        publish();
        return true;
    }

    /**
     * Brings all that the driver has written to shared storage.
     *
     * @throws IOException if it cannot be written there
     */
    void publish() throws IOException {
        published = System.nanoTime();
        for (SharedFolder folder : folders) {
            if (folder.isCopy()) {
                folder.publish();
            }
        }
    }

    /** A text in which folders of which this machine has a copy go by their URIs. */
    String withUris(String text) {
        String named = text;
        for (SharedFolder folder : folders) {
            if (folder.isCopy()) {
                named = named.replace(folder.local().toString(), folder.uri(folder.local()));
            }
        }
        return named;
    }

    @Override
    public void close() {
        if (spark != null) {
            spark.close();
        }
        folders.forEach(SharedFolder::close);
        copies.forEach(SharedFolder::deleteCopy);
    }
}
