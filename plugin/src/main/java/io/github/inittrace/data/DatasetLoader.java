// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tribuo.DataSource;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Loads a data set by name, with the options that it takes:
 *
 * <ul>
 *   <li>{@code digits}: none
 *   <li>{@code mnist}, {@code fashion-mnist}: optionally a folder with their four files
 *   <li>{@code hasyv2}: optionally its tar.bz2 or folder, a fold, inversion
 *   <li>{@code png-folder}: a folder, inversion, a test fraction
 *   <li>{@code csv}: a file, the response column, a separator, an encoding, a header or none, a
 *       test fraction
 *   <li>{@code libsvm}: a file, an encoding, a test fraction
 * </ul>
 *
 * <p>All take a share of wrong training labels, and its seed.
 *
 * <p>Messages name an option by its method here, as in {@code response(...)}.
 *
 * <p>Where the path is optional and left out, the files come from the machine or are downloaded
 * into a cache, once. A test fraction is drawn by a seed. In a configuration the options have the
 * names of their methods. For one thread.
 *
 * <p>The file is long because each option has a method with its description; what loads is short.
 */
public final class DatasetLoader implements Configurable {

    /** Digits drawn by code; needs no file. */
    public static final String DIGITS = "digits";

    /** Handwritten digits, 60000 and 10000, from four IDX files. */
    public static final String MNIST = "mnist";

    /** Pictures of clothes, 60000 and 10000, from four IDX files. */
    public static final String FASHION_MNIST = "fashion-mnist";

    /** Handwritten symbols, ten folds of 168233 images, from one tar.bz2. */
    public static final String HASYV2 = "hasyv2";

    /** Images in a folder with one folder per class. */
    public static final String PNG_FOLDER = "png-folder";

    /** A CSV file. */
    public static final String CSV = "csv";

    /** A file in libsvm's format. */
    public static final String LIBSVM = "libsvm";

    /** The share of the examples that is held out where the data set has no part of its own. */
    public static final double TEST_FRACTION = 0.2;

    private static final long SPLIT_SEED = 1;
    private static final long NOISE_SEED = 1;
    private static final Logger logger = Logger.getLogger(DatasetLoader.class.getName());

    @Config(description = "Which data set, by name.")
    private String name = DIGITS;

    @Config(description = "The file or folder it lies in; wherever it can be had if left out.")
    private @Nullable Path path;

    @Config(description = "The column of a CSV file that holds the labels.")
    private @Nullable String response;

    @Config(
            description =
                    "What parts the cells of a CSV file; what its first row shows if left out.")
    private @Nullable Character separator;

    @Config(description = "The encoding of a CSV or libsvm file; UTF-8 if left out.")
    private @Nullable String encoding;

    @Config(description = "The names of the columns of a CSV file whose first row is data already.")
    private List<String> header = List.of();

    @Config(
            description =
                    "Whether the first row of a CSV file is data, its columns called 1, 2, ....")
    private boolean noHeader;

    @Config(description = "Whether training data of a single class are let pass.")
    private boolean allowOneClass;

    @Config(description = "The share held out for testing, where the data have no part for it.")
    private @Nullable Double testFraction;

    @Config(description = "The fold of HASYv2 that is held out.")
    private @Nullable Integer fold;

    @Config(description = "Whether pixels are turned over, so that paper is 0.")
    private boolean invert;

    @Config(description = "The seed of what is held out by a share.")
    private long splitSeed = SPLIT_SEED;

    // Null unless asked for, so that jobs of before are written as they were.
    @Config(description = "The share of training labels that is replaced by wrong ones.")
    private @Nullable Double labelNoise;

    @Config(description = "The seed of the wrong labels.")
    private @Nullable Long labelNoiseSeed;

    private Consumer<String> notices = logger::warning;
    private DownloadListener listener = DownloadListener.NONE;
    private Path debian = ImageSets.DEBIAN_FASHION_MNIST;
    private @Nullable Path cache;
    private CopiedFiles copies = original -> original;

    /** For OLCUT. */
    private DatasetLoader() {}

    /**
     * A loader of a data set.
     *
     * @param name one of {@link #names()}
     * @return the loader
     * @throws IllegalArgumentException if there is no such data set
     */
    public static DatasetLoader of(String name) {
        DatasetLoader loader = new DatasetLoader();
        loader.name = name;
        try {
            loader.postConfig();
        } catch (PropertyException e) {
            throw new IllegalArgumentException(e.getMsg(), e);
        }
        return loader;
    }

    /** For OLCUT: refuses a name that no data set has. */
    @Override
    public void postConfig() {
        if (!names().contains(name)) {
            throw new PropertyException(
                    "",
                    "name",
                    String.format(
                            Locale.ROOT,
                            "the data set must be one of %s, found '%s'",
                            String.join(", ", names()),
                            name));
        }
    }

    /** {@return the names of all data sets} */
    public static List<String> names() {
        return List.of(DIGITS, MNIST, FASHION_MNIST, HASYV2, PNG_FOLDER, CSV, LIBSVM);
    }

    /**
     * Whether a data set holds images, with pixels from 0 to 255.
     *
     * @param name the data set's name
     * @return false for tables of numbers of any range
     */
    public static boolean hasImages(String name) {
        return !name.equals(CSV) && !name.equals(LIBSVM);
    }

    /**
     * Where the files are; null, as at first, for wherever they can be had.
     *
     * @param path a file or a folder, or null
     * @return this
     */
    public DatasetLoader path(@Nullable Path path) {
        this.path = path;
        return this;
    }

    /**
     * The column of a CSV file that holds the labels.
     *
     * @param response its name, or its number from 1 where {@link #noHeader} is set
     * @return this
     */
    public DatasetLoader response(@Nullable String response) {
        this.response = response;
        return this;
    }

    /**
     * What parts the cells of a CSV file; null, as at first, for a comma, a semicolon or a tab,
     * whichever its first row shows.
     *
     * @param separator no letter, digit, quote, sign, point or end of a line; or null
     * @return this
     */
    public DatasetLoader separator(@Nullable Character separator) {
        this.separator = separator;
        return this;
    }

    /**
     * The encoding of a CSV or libsvm file; null, as at first, for what its byte order mark shows,
     * and UTF-8 if there is none.
     *
     * @param encoding a name that Java knows, such as {@code windows-1251}; or null
     * @return this
     */
    public DatasetLoader encoding(@Nullable String encoding) {
        this.encoding = encoding;
        return this;
    }

    /**
     * The names of the columns of a CSV file whose first row is data already.
     *
     * @param header a name for each column; empty, as at first, if the first row has them
     * @return this
     */
    public DatasetLoader header(List<String> header) {
        this.header = List.copyOf(header);
        return this;
    }

    /**
     * Whether the columns of a CSV file have no names. They go by their numbers then, from 1, with
     * zeros in front up to the length of the last one, such as {@code 01} to {@code 12}.
     *
     * @param noHeader true if the first row is data already
     * @return this
     */
    public DatasetLoader noHeader(boolean noHeader) {
        this.noHeader = noHeader;
        return this;
    }

    /**
     * Whether training examples of one class only will do, from which no classifier can learn.
     *
     * @param allowOneClass true to let them pass
     * @return this
     */
    public DatasetLoader allowOneClass(boolean allowOneClass) {
        this.allowOneClass = allowOneClass;
        return this;
    }

    /**
     * Who is told, in one sentence each, how data are read that are not as most are: gzipped, in
     * another encoding than UTF-8, parted by other than commas where nobody said so, in a folder
     * whose parts may be classes, or rounded. Unless set, they are logged as warnings.
     *
     * @param notices called on the thread that loads
     * @return this
     */
    public DatasetLoader notices(Consumer<String> notices) {
        this.notices = notices;
        return this;
    }

    /**
     * The share of the examples to hold out; null, as at first, for {@link #TEST_FRACTION}.
     *
     * @param testFraction between 0 and 1, or null
     * @return this
     */
    public DatasetLoader testFraction(@Nullable Double testFraction) {
        this.testFraction = testFraction;
        return this;
    }

    /**
     * The seed by which the examples to hold out are drawn.
     *
     * @param splitSeed the seed
     * @return this
     */
    public DatasetLoader splitSeed(long splitSeed) {
        this.splitSeed = splitSeed;
        return this;
    }

    /**
     * Which of HASYv2's folds; null, as at first, for the first.
     *
     * @param fold from 1, or null
     * @return this
     */
    public DatasetLoader fold(@Nullable Integer fold) {
        this.fold = fold;
        return this;
    }

    /**
     * Whether dark becomes light, for pictures of ink on paper.
     *
     * @param invert true to invert
     * @return this
     */
    public DatasetLoader invert(boolean invert) {
        this.invert = invert;
        return this;
    }

    /**
     * The share of the training examples that get a wrong label, as {@link NoisyLabelDataSource}
     * says; null, as at first, for none. Those held out keep their labels.
     *
     * @param labelNoise from 0 to 1, or null
     * @return this
     */
    public DatasetLoader labelNoise(@Nullable Double labelNoise) {
        this.labelNoise = labelNoise;
        return this;
    }

    /**
     * The seed by which wrong labels are drawn; null, as at first, for 1.
     *
     * @param labelNoiseSeed the seed, or null
     * @return this
     */
    public DatasetLoader labelNoiseSeed(@Nullable Long labelNoiseSeed) {
        this.labelNoiseSeed = labelNoiseSeed;
        return this;
    }

    /**
     * Who watches downloads.
     *
     * @param listener called on the thread that loads
     * @return this
     */
    public DatasetLoader downloads(DownloadListener listener) {
        this.listener = listener;
        return this;
    }

    /**
     * Where the files at the {@linkplain #path path} are read, for a machine that has only a copy of
     * them; provenance, notices and the messages of exceptions go on naming the path.
     *
     * @param copies asked once, when the data are loaded
     * @return this
     */
    public DatasetLoader copies(CopiedFiles copies) {
        this.copies = copies;
        return this;
    }

    DatasetLoader debian(Path folder) {
        this.debian = folder;
        return this;
    }

    DatasetLoader cache(Path folder) {
        this.cache = folder;
        return this;
    }

    /**
     * Loads the data set.
     *
     * @return its examples
     * @throws IllegalArgumentException if an option is missing, wrong or not for this data set
     * @throws DataFileException if a file is missing or not what it should be, or cannot be
     *     downloaded
     * @throws IOException if reading fails
     */
    public LoadedData load() throws IOException {
        checkOptions();
        LoadedData data = path == null ? read(null, notices) : readAt(path);
        ImmutableOutputInfo<Label> labels = data.train().getOutputIDInfo();
        if (labels.size() < 2 && !allowOneClass) {
            throw new DataFileException(oneClass(labels.getOutput(0).getLabel()));
        }
        return labelNoise == null || labelNoise == 0 ? data : noisy(data, labelNoise);
    }

    /** Reads the files at a path, or a copy of them. */
    private LoadedData readAt(Path original) throws IOException {
        FileNames.check(original, "the data");
        Path copy = copies.of(original);
        if (copy.equals(original)) {
            return read(original, notices);
        }
        OriginalNames names = new OriginalNames(copy, copies.nameOf(original));
        try {
            return names.in(read(copy, notice -> notices.accept(names.inSentence(notice))));
        } catch (DataFileException e) {
            throw new DataFileException(names.inSentence(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(names.inSentence(e.getMessage()), e);
        }
    }

    private LoadedData noisy(LoadedData clean, double share) throws DataFileException {
        NoisyLabelDataSource source =
                new NoisyLabelDataSource(
                        clean.train(),
                        (DataSourceProvenance) clean.train().getSourceProvenance(),
                        share,
                        labelNoiseSeed == null ? NOISE_SEED : labelNoiseSeed);
        MutableDataset<Label> train = ImageDataset.of(source);
        return new LoadedData(name, train, clean.test(), clean.shape(), clean.inputOrder());
    }

    private String oneClass(String label) {
        return name.equals(CSV)
                ? String.format(
                        Locale.ROOT,
                        "expected at least two labels in column '%s', found one, '%s'; is response(...)"
                                + " the right column, or is allowOneClass(...) meant?",
                        SafeText.of(String.valueOf(response)),
                        SafeText.of(label))
                : String.format(
                        Locale.ROOT,
                        "expected at least two labels among the training examples of %s, found one,"
                                + " '%s'; add examples of another, or say allowOneClass(...)",
                        path == null ? name : path,
                        SafeText.of(label));
    }

    /** Reads files, or those that the machine or the net has. */
    private LoadedData read(@Nullable Path files, Consumer<String> told) throws IOException {
        return switch (name) {
            case CSV -> {
                if (response == null) {
                    throw new IllegalArgumentException(
                            "the data set 'csv' needs the name of its column of labels, found none;"
                                    + " give it by response(...)");
                }
                CsvFileDataSource source =
                        new CsvFileDataSource(required("file", files), response, csvFormat());
                yield split(heard(source, told), source.getColumns(), required("file", files));
            }
            case LIBSVM -> {
                LibSvmFileDataSource source =
                        new LibSvmFileDataSource(
                                required("file", files), encoding == null ? "" : encoding);
                yield split(heard(source, told), List.of(), required("file", files));
            }
            case DIGITS -> ImageSets.digits();
            case MNIST -> ImageSets.idx(name, files != null ? files : fetch(PublicFiles.MNIST));
            case FASHION_MNIST -> ImageSets.idx(name, fashionMnist(files));
            case HASYV2 -> ImageSets.hasyv2(hasyv2(files), fold == null ? 1 : fold, invert);
            case PNG_FOLDER ->
                    ImageSets.pngFolder(
                            required("folder", files), invert, testFraction, splitSeed, told);
            default -> throw new IllegalStateException("no loader for '" + name + "'");
        };
    }

    /** Passes on what the source found out. */
    private static <S extends LabelDataSource> S heard(S source, Consumer<String> told) {
        source.notices().forEach(told);
        return source;
    }

    private Path fashionMnist(@Nullable Path files) throws IOException {
        if (files != null) {
            return files;
        }
        return Files.isDirectory(debian) ? debian : fetch(PublicFiles.FASHION_MNIST);
    }

    private Path hasyv2(@Nullable Path files) throws IOException {
        return files != null
                ? files
                : fetch(List.of(PublicFiles.HASYV2)).resolve(PublicFiles.HASYV2.name());
    }

    /** The folder of the cache that has the files now. */
    private Path fetch(List<RemoteFile> files) throws IOException {
        Path folder = (cache != null ? cache : CacheFolder.path()).resolve(name);
        Downloader downloader = new Downloader(folder, listener, Downloader.PATIENCE);
        for (RemoteFile file : files) {
            downloader.fetch(file);
        }
        return folder;
    }

    private Path required(String kind, @Nullable Path files) {
        if (files == null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the data set '%s' needs a %s, found none; give one by path(...)",
                            name,
                            kind));
        }
        return files;
    }

    private LoadedData split(DataSource<Label> source, List<String> inputOrder, Path file)
            throws IOException {
        double fraction = testFraction == null ? TEST_FRACTION : testFraction;
        TestSplit split = TestSplit.of(source, fraction, splitSeed, file);
        return new LoadedData(name, split.train(), split.test(), null, inputOrder);
    }

    private CsvFormat csvFormat() {
        return new CsvFormat(
                separator == null ? "" : separator.toString(),
                encoding == null ? "" : encoding,
                header,
                noHeader);
    }

    private void checkOptions() {
        if (path != null && name.equals(DIGITS)) {
            throw new IllegalArgumentException(
                    String.format(
                                    Locale.ROOT,
                                    "the data set 'digits' is drawn by code and takes no folder, found %s; leave it",
                                    path)
                            + " out");
        }
        only(response != null, "response", CSV);
        only(separator != null, "separator", CSV);
        only(encoding != null, "encoding", CSV, LIBSVM);
        only(!header.isEmpty(), "header", CSV);
        only(noHeader, "noHeader", CSV);
        only(testFraction != null, "testFraction", CSV, LIBSVM, PNG_FOLDER);
        only(fold != null, "fold", HASYV2);
        only(invert, "invert", HASYV2, PNG_FOLDER);
        if (noHeader && !header.isEmpty()) {
            throw new IllegalArgumentException(
                    "header(...) and noHeader(...) exclude each other; leave one out");
        }
        if (separator != null) {
            CsvFormat.checkSeparator(separator.toString());
        }
        if (encoding != null) {
            TextFile.charset(encoding);
        }
        if (testFraction != null) {
            TestSplit.check(testFraction);
        }
        if (labelNoise != null) {
            NoisyLabelDataSource.check(labelNoise);
        } else if (labelNoiseSeed != null) {
            throw new IllegalArgumentException(
                    "labelNoiseSeed(...) says by which seed wrong labels are drawn, found it without"
                            + " labelNoise(...); give that too or leave it out");
        }
        if (fold != null && fold < 1) {
            throw new IllegalArgumentException(
                    "the fold must be a number from 1 on, found " + fold);
        }
    }

    private void only(boolean given, String method, String... names) {
        if (given && !Arrays.asList(names).contains(name)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s(...) is for the data set %s, found it with '%s'; leave it out",
                            method,
                            String.join(" or ", names),
                            name));
        }
    }
}
