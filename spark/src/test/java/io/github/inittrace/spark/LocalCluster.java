// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import io.github.inittrace.files.Folders;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone Spark cluster on this machine, a process for the master and one for each worker, from
 * the jars that Maven resolved for this module.
 */
final class LocalCluster implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Path logs;
    private final Path home;
    private final int port;
    private final List<Process> processes = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();

    /** Starts a master and workers of one core each. */
    LocalCluster(Path folder, int workers) throws IOException, InterruptedException {
        logs = folder;
        home = Path.of("target", "spark-home").toAbsolutePath();
        Folders.delete(home);
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            // What Spark itself needs; InitTrace comes in the jar that is submitted.
            if (entry.endsWith(".jar") && !entry.contains("inittrace") && isOfSpark(jar)) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
        port = freePort();
        processes.add(
                start(
                        "master",
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--webui-port",
                        "0"));
        awaitMaster();
        for (int i = 1; i <= workers; i++) {
            Process worker =
                    start(
                            "worker" + i,
                            "org.apache.spark.deploy.worker.Worker",
                            "--host",
                            "127.0.0.1",
                            "--cores",
                            "1",
                            "--memory",
                            "1g",
                            "--webui-port",
                            "0",
                            "--work-dir",
                            folder.resolve("work" + i).toString(),
                            master());
            processes.add(worker);
            this.workers.add(worker);
        }
    }

    /** All but those of InitTrace's own dependencies that Spark does not have. */
    private static boolean isOfSpark(Path jar) {
        String path = jar.toString().replace('\\', '/');
        for (String ours :
                List.of(
                        "/org/tribuo/",
                        "/com/oracle/",
                        "/org/bytedeco/",
                        "/junit/",
                        "/assertj/",
                        "/net/java/dev/jna/",
                        "/picocli/",
                        "/onnxruntime/")) {
            if (path.contains(ours)) {
                return false;
            }
        }
        return true;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitMaster() throws InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 10; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("the master did not start");
    }

    /** The address of the master. */
    String master() {
        return "spark://127.0.0.1:" + port;
    }

    /** Kills a worker with SIGKILL, and with it the executor that it has. */
    void killWorker(int index) {
        Process worker = workers.get(index);
        List<ProcessHandle> executors = worker.descendants().toList();
        worker.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    /** Submits the jar with arguments for its command. */
    Process submit(Path out, String... arguments) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "org.apache.spark.deploy.SparkSubmit",
                                "--master",
                                master(),
                                "--class",
                                SparkMain.class.getName(),
                                "--executor-memory",
                                "768m",
                                "--conf",
                                "spark.ui.enabled=false",
                                // As a cluster may have it by default, which must not matter.
                                "--conf",
                                "spark.serializer=org.apache.spark.serializer.KryoSerializer",
                                "--conf",
                                "spark.driver.host=127.0.0.1",
                                "--conf",
                                "spark.inittrace.resumeIntervalSeconds=0",
                                "--conf",
                                "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1"
                                        + " -XX:+UseSerialGC",
                                System.getProperty("inittrace.spark.jar")));
        words.addAll(List.of(arguments));
        Process process = start(out, words.toArray(String[]::new));
        processes.add(process);
        return process;
    }

    private Process start(String name, String... words) throws IOException {
        return start(logs.resolve(name + ".log"), words);
    }

    private Process start(Path log, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", home.resolve("jars") + "/*"));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
