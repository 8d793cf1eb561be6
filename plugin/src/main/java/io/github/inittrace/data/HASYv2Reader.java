// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads HASYv2 from its tar.bz2 or from the folder that it unpacks to.
 *
 * <p>Decompressing takes far longer than everything else, so the archive is read once, whatever the
 * order of its entries: pictures that come before the lists are kept, those that come after them
 * only if a list names them. A picture takes 1 kB either way.
 */
final class HASYv2Reader {
    /** The height and the width of every image. */
    static final int SIDE = 32;

    /** The parts of a fold. */
    enum Part {
        TRAIN,
        TEST
    }

    private static final int MOST_PNG_BYTES = 1 << 16;
    private static final long MOST_ARCHIVE_BYTES = 1L << 31;
    private static final String IMAGES = "hasy-data/";
    private static final String LISTS = "classification-task/";

    private final Path path;
    private final boolean invert;
    private final Map<Part, String> names = new EnumMap<>(Part.class);
    private final Map<Part, List<HASYv2List.Row>> lists = new EnumMap<>(Part.class);
    private final Map<String, byte[]> pixels = new HashMap<>();

    private HASYv2Reader(Path path, int fold, Set<Part> parts, boolean invert) {
        this.path = path;
        this.invert = invert;
        for (Part part : parts) {
            names.put(part, HASYv2List.name(fold, part == Part.TRAIN));
        }
    }

    /**
     * Reads parts of a fold.
     *
     * @param path the archive or the folder
     * @param invert whether ink is to become light
     */
    static Map<Part, LabelledImages> read(Path path, int fold, Set<Part> parts, boolean invert)
            throws IOException {
        // A folder may have the archive, as it is downloaded, and not what is in it.
        Path archive = path.resolve(PublicFiles.HASYV2.name());
        boolean isPacked = Files.isRegularFile(archive) && !Files.exists(root(path).resolve(LISTS));
        HASYv2Reader reader = new HASYv2Reader(isPacked ? archive : path, fold, parts, invert);
        if (Files.isDirectory(reader.path)) {
            reader.readFolder(root(path));
        } else {
            reader.readArchive();
        }
        return reader.assemble();
    }

    /** The folder itself, or the one of that name which the archive unpacks to. */
    private static Path root(Path folder) {
        Path inner = folder.resolve("HASYv2");
        boolean unpackedHere = !Files.exists(folder.resolve(LISTS)) && Files.isDirectory(inner);
        return unpackedHere ? inner : folder;
    }

    private void readFolder(Path root) throws IOException {
        for (Map.Entry<Part, String> list : names.entrySet()) {
            Path file = root.resolve(list.getValue());
            if (!Files.isRegularFile(file)) {
                throw noList(list.getValue());
            }
            try (InputStream in = open(file)) {
                lists.put(list.getKey(), HASYv2List.read(in, list.getValue(), file.toString()));
            }
        }
        for (List<HASYv2List.Row> rows : lists.values()) {
            for (HASYv2List.Row row : rows) {
                Path file = root.resolve(row.file());
                if (!Files.isRegularFile(file)) {
                    throw noImage(row.file());
                }
                if (!pixels.containsKey(row.file())) {
                    pixels.put(row.file(), decode(bounded(file), file.toString()));
                }
            }
        }
    }

    private static byte[] bounded(Path file) throws IOException {
        byte[] content;
        try (InputStream in = open(file)) {
            content = in.readNBytes(MOST_PNG_BYTES + 1);
        }
        if (content.length > MOST_PNG_BYTES) {
            throw new DataFileException(
                    String.format(
                                    Locale.ROOT,
                                    "expected a PNG file of at most %d bytes at %s, found a longer one; get it",
                                    MOST_PNG_BYTES,
                                    file)
                            + " again");
        }
        return content;
    }

    private void readArchive() throws IOException {
        try (InputStream raw = new BufferedInputStream(open(path), 1 << 16)) {
            raw.mark(3);
            byte[] start = raw.readNBytes(3);
            raw.reset();
            if (start.length < 3 || start[0] != 'B' || start[1] != 'Z' || start[2] != 'h') {
                throw new DataFileException(
                        String.format(
                                Locale.ROOT,
                                "expected HASYv2's folder or its tar.bz2 at %s, found a file of another"
                                        + " kind; check the path",
                                path));
            }
            try (InputStream tar =
                    new BufferedInputStream(new BZip2CompressorInputStream(raw, true), 1 << 16)) {
                readEntries(new TarReader(tar, path.toString(), MOST_ARCHIVE_BYTES));
            } catch (DataFileException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw new DataFileException(
                        String.format(
                                Locale.ROOT,
                                "expected a whole bzip2 file at %s, found one that cannot be decompressed;"
                                        + " get it again",
                                path),
                        e);
            }
        }
    }

    private static InputStream open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected HASYv2's folder or its tar.bz2 at %s, found nothing; check the path",
                            path));
        }
        try {
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected HASYv2's tar.bz2 at %s, found a file that cannot be opened; check"
                                    + " its permissions",
                            path),
                    e);
        }
    }

    private void readEntries(TarReader tar) throws IOException {
        @Nullable Set<String> wanted = null;
        for (String entry = tar.next(); entry != null; entry = tar.next()) {
            String name = fromRoot(entry);
            String where = path + " (" + entry + ")";
            for (Map.Entry<Part, String> list : names.entrySet()) {
                if (list.getValue().equals(name)) {
                    lists.put(list.getKey(), HASYv2List.read(tar.stream(), name, where));
                    wanted = lists.size() == names.size() ? wanted() : null;
                }
            }
            boolean isImage = name.startsWith(IMAGES) && name.endsWith(".png");
            if (isImage && (wanted == null || wanted.contains(name))) {
                if (pixels.size() == HASYv2List.MOST_IMAGES) {
                    throw new DataFileException(
                            String.format(
                                    Locale.ROOT,
                                    "expected at most %d images in %s, found more; this is not HASYv2",
                                    HASYv2List.MOST_IMAGES,
                                    path));
                }
                pixels.put(name, decode(tar.content(MOST_PNG_BYTES), where));
            }
        }
    }

    private Set<String> wanted() {
        Set<String> wanted = new HashSet<>();
        lists.values().forEach(rows -> rows.forEach(row -> wanted.add(row.file())));
        return wanted;
    }

    /** An entry's name without the folder that the archive packs everything into. */
    private static String fromRoot(String entry) {
        int at = Math.max(entry.indexOf(IMAGES), entry.indexOf(LISTS));
        return at < 0 ? entry : entry.substring(at);
    }

    private byte[] decode(byte[] png, String where) throws IOException {
        GreyImage image = PngReader.read(png, where, SIDE * SIDE);
        if (image.height() != SIDE || image.width() != SIDE) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected an image of %d x %d pixels in %s, found %d x %d; get it again",
                            SIDE,
                            SIDE,
                            where,
                            image.height(),
                            image.width()));
        }
        if (invert) {
            image.invert();
        }
        return image.pixels();
    }

    private Map<Part, LabelledImages> assemble() throws IOException {
        Map<Part, LabelledImages> parts = new EnumMap<>(Part.class);
        for (Map.Entry<Part, String> name : names.entrySet()) {
            List<HASYv2List.Row> rows = lists.get(name.getKey());
            if (rows == null) {
                throw noList(name.getValue());
            }
            LabelledImages images = new LabelledImages(SIDE, SIDE);
            for (HASYv2List.Row row : rows) {
                byte[] found = pixels.get(row.file());
                if (found == null) {
                    throw noImage(row.file());
                }
                images.add(row.label(), found);
            }
            parts.put(name.getKey(), images);
        }
        return parts;
    }

    private DataFileException noList(String name) {
        return new DataFileException(
                String.format(
                        Locale.ROOT,
                        "expected HASYv2's list '%s' in %s, found none; choose another fold or path",
                        name,
                        path));
    }

    private DataFileException noImage(String name) {
        return new DataFileException(
                String.format(
                        Locale.ROOT,
                        "expected HASYv2's image '%s' in %s, found none; get the data set again",
                        name,
                        path));
    }
}
