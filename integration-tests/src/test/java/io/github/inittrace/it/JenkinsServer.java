// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A folder served as strictly as Jenkins serves the files of a build, and a browser that looks. */
final class JenkinsServer {
    /** What Jenkins sends with the files of a build. */
    private static final String JENKINS =
            "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';";

    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "css", "text/css", "png", "image/png");

    private JenkinsServer() {}

    /**
     * What a browser found.
     *
     * @param dom the page as the browser has it in memory
     * @param console what it complained about
     * @param requests the status of each file it asked for
     */
    record Visit(String dom, List<String> console, Map<String, Integer> requests) {}

    /** Opens a page of a folder, as Jenkins would serve it. */
    static Visit visit(Path folder, String page) throws IOException {
        return visit(folder, page, JENKINS);
    }

    /** Opens a page of a folder that is served with a policy. */
    static Visit visit(Path folder, String page, String policy) throws IOException {
        Map<String, Integer> requests = new ConcurrentHashMap<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> serve(folder, exchange, policy, requests));
        server.start();
        Path profile = Files.createTempDirectory("inittrace-it-browser");
        try {
            Processes.Result result =
                    Chromium.run(
                            profile,
                            "--dump-dom",
                            "http://127.0.0.1:" + server.getAddress().getPort() + "/" + page);
            assertThat(result.exit()).as(result.err()).isZero();
            requests.remove("favicon.ico"); // the browser's own idea
            return new Visit(
                    result.out(),
                    result.errLines().stream().filter(line -> line.contains(":CONSOLE:")).toList(),
                    requests);
        } finally {
            server.stop(0);
            Folders.delete(profile);
        }
    }

    private static void serve(
            Path folder, HttpExchange exchange, String policy, Map<String, Integer> requests)
            throws IOException {
        try (exchange) {
            String name = exchange.getRequestURI().getPath().substring(1);
            Path file = folder.resolve(name);
            boolean there = Files.isRegularFile(file);
            requests.put(name, there ? 200 : 404);
            exchange.getResponseHeaders().add("Content-Security-Policy", policy);
            if (!there) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String kind = name.substring(name.lastIndexOf('.') + 1);
            exchange.getResponseHeaders()
                    .add("Content-Type", TYPES.getOrDefault(kind, "text/plain"));
            byte[] bytes = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
