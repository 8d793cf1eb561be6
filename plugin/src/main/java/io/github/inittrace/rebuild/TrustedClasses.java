// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.rebuild;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The classes that objects are made of where a file names them. What it names besides is not even
 * loaded.
 *
 * <p>A class belongs here if it does nothing but compute, or read the local files that its
 * configuration names: no address, no database, no script, no class named by a text.
 */
public final class TrustedClasses {
    private static final List<String> OUR_SOURCES =
            in(
                    "io.github.inittrace.",
                    "data.CsvFileDataSource",
                    "data.DigitsDataSource",
                    "data.HASYv2DataSource",
                    "data.IDXImageDataSource",
                    "data.LibSvmFileDataSource",
                    "data.PngFolderDataSource");

    private static final List<String> OUR_TRAINERS =
            in(
                    "io.github.inittrace.",
                    "mlp.Adam",
                    "mlp.ClassWeights",
                    "mlp.ClippedCrossEntropy",
                    "mlp.ConstantRate",
                    "mlp.CosineRate",
                    "mlp.CrossEntropy",
                    "mlp.Initialisation",
                    "mlp.MLPClassificationTrainer",
                    "mlp.WeightMask",
                    "mlp.MultiStepRate",
                    "mlp.PlannedRate",
                    "mlp.PlateauRate",
                    "mlp.PolynomialRate",
                    "mlp.SGD",
                    "mlp.StepRate");

    private static final List<String> TRIBUOS_TRAINERS =
            in(
                    "org.tribuo.",
                    "classification.sgd.fm.FMClassificationTrainer",
                    "classification.sgd.linear.LinearSGDTrainer",
                    "classification.sgd.linear.LogisticRegressionTrainer",
                    "classification.sgd.objectives.Hinge",
                    "classification.sgd.objectives.LogMulticlass",
                    "math.optimisers.AdaDelta",
                    "math.optimisers.AdaGrad",
                    "math.optimisers.AdaGradRDA",
                    "math.optimisers.Adam",
                    "math.optimisers.ParameterAveraging",
                    "math.optimisers.Pegasos",
                    "math.optimisers.RMSProp",
                    "math.optimisers.SGD",
                    "multilabel.sgd.fm.FMMultiLabelTrainer",
                    "multilabel.sgd.linear.LinearSGDTrainer",
                    "multilabel.sgd.objectives.BinaryCrossEntropy",
                    "multilabel.sgd.objectives.Hinge",
                    "regression.sgd.fm.FMRegressionTrainer",
                    "regression.sgd.linear.LinearSGDTrainer",
                    "regression.sgd.objectives.AbsoluteLoss",
                    "regression.sgd.objectives.Huber",
                    "regression.sgd.objectives.SquaredLoss");

    private static final List<String> TRIBUOS_SOURCES =
            in(
                    "org.tribuo.",
                    "classification.LabelFactory",
                    "classification.example.CheckerboardDataSource",
                    "classification.example.ConcentricCirclesDataSource",
                    "classification.example.GaussianLabelDataSource",
                    "classification.example.InterlockingCrescentsDataSource",
                    "classification.example.NoisyInterlockingCrescentsDataSource",
                    "data.columnar.RowProcessor",
                    "data.columnar.extractors.DateExtractor",
                    "data.columnar.extractors.DoubleExtractor",
                    "data.columnar.extractors.FloatExtractor",
                    "data.columnar.extractors.IdentityExtractor",
                    "data.columnar.extractors.IndexExtractor",
                    "data.columnar.extractors.IntExtractor",
                    "data.columnar.extractors.OffsetDateTimeExtractor",
                    "data.columnar.processors.feature.UniqueProcessor",
                    "data.columnar.processors.field.DateFieldProcessor",
                    "data.columnar.processors.field.DoubleFieldProcessor",
                    "data.columnar.processors.field.IdentityProcessor",
                    "data.columnar.processors.field.RegexFieldProcessor",
                    "data.columnar.processors.field.TextFieldProcessor",
                    "data.columnar.processors.response.BinaryResponseProcessor",
                    "data.columnar.processors.response.EmptyResponseProcessor",
                    "data.columnar.processors.response.FieldResponseProcessor",
                    "data.columnar.processors.response.Quartile",
                    "data.columnar.processors.response.QuartileResponseProcessor",
                    "data.csv.CSVDataSource",
                    "data.text.DirectoryFileSource",
                    "data.text.impl.AverageAggregator",
                    "data.text.impl.BasicPipeline",
                    "data.text.impl.CasingPreprocessor",
                    "data.text.impl.FeatureHasher",
                    "data.text.impl.NewsPreprocessor",
                    "data.text.impl.NgramProcessor",
                    "data.text.impl.RegexPreprocessor",
                    "data.text.impl.SimpleStringDataSource",
                    "data.text.impl.SimpleTextDataSource",
                    "data.text.impl.SumAggregator",
                    "data.text.impl.TextFeatureExtractorImpl",
                    "data.text.impl.TokenPipeline",
                    "data.text.impl.UniqueAggregator",
                    "datasource.AggregateConfigurableDataSource",
                    "datasource.IDXDataSource",
                    "datasource.LibSVMDataSource",
                    "multilabel.MultiLabelFactory",
                    "multilabel.example.MultiLabelGaussianDataSource",
                    "regression.RegressionFactory",
                    "regression.example.GaussianDataSource",
                    "regression.example.NonlinearGaussianDataSource",
                    "util.tokens.impl.BreakIteratorTokenizer",
                    "util.tokens.impl.NonTokenizer",
                    "util.tokens.impl.ShapeTokenizer",
                    "util.tokens.impl.SplitCharactersTokenizer",
                    "util.tokens.impl.SplitPatternTokenizer",
                    "util.tokens.impl.WhitespaceTokenizer",
                    "util.tokens.universal.UniversalTokenizer");

    /** Trainers and what they are made of: none reads data by itself. */
    public static final TrustedClasses TRAINERS =
            of(Stream.of(OUR_TRAINERS, TRIBUOS_TRAINERS).flatMap(List::stream).toList());

    /** Those that a replay makes objects of unasked: trainers, and sources of data. */
    public static final TrustedClasses BUILT_IN =
            TRAINERS.and(Stream.of(OUR_SOURCES, TRIBUOS_SOURCES).flatMap(List::stream).toList());

    private final Set<String> names;

    private TrustedClasses(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** Classes of these full names, and no others. */
    public static TrustedClasses of(List<String> names) {
        return new TrustedClasses(Set.copyOf(names));
    }

    /** These and others. */
    public TrustedClasses and(List<String> others) {
        Set<String> all = new HashSet<>(names);
        all.addAll(others);
        return new TrustedClasses(all);
    }

    public boolean contains(String className) {
        return names.contains(className);
    }

    public Set<String> names() {
        return names;
    }

    private static List<String> in(String start, String... ends) {
        return Arrays.stream(ends).map(end -> start + end).toList();
    }
}
