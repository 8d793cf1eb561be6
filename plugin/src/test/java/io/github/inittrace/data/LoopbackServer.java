// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that misbehaves as told, and remembers what it was asked. */
final class LoopbackServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** For each request its path, and the range it asked for. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    LoopbackServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /** Answers one request. */
    interface Answer {
        void to(HttpExchange exchange) throws Exception;
    }

    URI at(String path, Answer answer) {
        server.createContext(
                path,
                exchange -> {
                    String range = exchange.getRequestHeaders().getFirst("Range");
                    requests.add(path + (range == null ? "" : " " + range));
                    try (exchange) {
                        answer.to(exchange);
                    } catch (Exception e) {
                        // The client has gone, or the test is over.
                    }
                });
        return uri(path);
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** Sends all of it, or what a range asks for. */
    static Answer file(byte[] content) {
        return exchange -> {
            int from = offset(exchange);
            if (from >= content.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            head(exchange, from, content.length);
            exchange.getResponseBody().write(content, from, content.length - from);
        };
    }

    /** Sends what is asked for, but breaks off before byte {@code end} of the file. */
    static Answer cutAt(byte[] content, int end) {
        return exchange -> {
            int from = offset(exchange);
            head(exchange, from, content.length);
            exchange.getResponseBody().write(content, from, Math.max(0, end - from));
            exchange.getResponseBody().flush();
        };
    }

    static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    static int offset(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
    }

    static void head(HttpExchange exchange, int from, int length) throws IOException {
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            String.format(Locale.ROOT, "bytes %d-%d/%d", from, length - 1, length));
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, length - from);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
