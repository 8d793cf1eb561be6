// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * By oneDNN's reorder from u8 to f32 with one scale, and its linear function where there is an offset,
 * planned once for each shape of the target.
 */
final class OneDnnPixelScaler extends PixelScaler {
    private static final int[] FROM_TO = {DNNL_ARG_SRC, DNNL_ARG_DST};
    private static final int[] FROM_TO_SCALED = {
        DNNL_ARG_SRC, DNNL_ARG_DST, DNNL_ARG_ATTR_SCALES | DNNL_ARG_SRC
    };

    private final OneDnnObjects objects;
    private final int pixels;
    private final BytePointer source;
    private final FloatPointer factor;
    private final float offset;

    /** Where rows get their offset that are not side by side in the target; oneDNN is slow there. */
    private @Nullable FloatPointer packed;

    private final Map<Shape, Scaling> scalings = new HashMap<>();

    /** Rows of a target, and how far apart they are, in floats. */
    private record Shape(int rows, int stride) {}

    private record Scaling(dnnl_memory target, List<OneDnnObjects.Pass> passes) {}

    /**
     * A scaler.
     *
     * @throws IllegalStateException if oneDNN makes none
     */
    OneDnnPixelScaler(int pixels, float factor, float offset) {
        this(pixels, factor, offset, new BytePointer((long) ROWS * pixels));
    }

    private OneDnnPixelScaler(int pixels, float factor, float offset, BytePointer source) {
        super(pixels, source.asByteBuffer());
        this.pixels = pixels;
        this.offset = offset;
        objects = new OneDnnObjects();
        this.source = objects.freeLater(source);
        this.factor = objects.freeLater(new FloatPointer(1).put(factor));
    }

    @Override
    public void scale(FloatMatrix target) {
        NativeMatrix matrix = (NativeMatrix) target;
        Scaling scaling =
                scalings.computeIfAbsent(
                        new Shape(target.rows, target.stride), shape -> scaling(shape, matrix));
        OneDnnObjects.check(dnnl_memory_set_data_handle(scaling.target, matrix.pointer));
        scaling.passes.forEach(objects::execute);
        objects.await();
    }

    private Scaling scaling(Shape shape, NativeMatrix first) {
        dnnl_memory_desc bytes = description(dnnl_u8, pixels, shape.rows, pixels);
        dnnl_memory_desc rows = description(dnnl_f32, shape.stride, shape.rows, pixels);
        dnnl_memory target = objects.memory(rows, first.pointer);
        if (offset == 0f) {
            return new Scaling(target, List.of(product(bytes, rows, target)));
        }
        if (shape.stride == pixels) {
            return new Scaling(target, List.of(product(bytes, rows, target), sum(rows, target)));
        }
        if (packed == null) {
            packed = objects.freeLater(new FloatPointer((long) ROWS * pixels));
        }
        dnnl_memory_desc sideBySide = description(dnnl_f32, pixels, shape.rows, pixels);
        dnnl_memory between = objects.memory(sideBySide, packed);
        return new Scaling(
                target,
                List.of(
                        product(bytes, sideBySide, between),
                        sum(sideBySide, between),
                        copy(sideBySide, between, rows, target)));
    }

    private OneDnnObjects.Pass product(
            dnnl_memory_desc bytes, dnnl_memory_desc rows, dnnl_memory target) {
        dnnl_primitive_attr attributes = objects.attributes();
        OneDnnObjects.check(dnnl_primitive_attr_set_scales_mask(attributes, DNNL_ARG_SRC, 0));
        return objects.pass(
                reorder(bytes, rows, attributes),
                FROM_TO_SCALED,
                objects.memory(bytes, source),
                target,
                objects.memory(description(dnnl_f32, 1, 1, 1), factor));
    }

    private OneDnnObjects.Pass copy(
            dnnl_memory_desc from, dnnl_memory source, dnnl_memory_desc to, dnnl_memory target) {
        return objects.pass(reorder(from, to, null), FROM_TO, source, target);
    }

    private dnnl_primitive_desc reorder(
            dnnl_memory_desc from, dnnl_memory_desc to, @Nullable dnnl_primitive_attr attributes) {
        dnnl_primitive_desc plan = new dnnl_primitive_desc();
        OneDnnObjects.check(
                dnnl_reorder_primitive_desc_create(
                        plan, from, objects.engine, to, objects.engine, attributes));
        objects.destroyLater(plan);
        return plan;
    }

    /** One times the value plus the offset: rounded once, like a sum. */
    private OneDnnObjects.Pass sum(dnnl_memory_desc rows, dnnl_memory target) {
        dnnl_primitive_desc plan = new dnnl_primitive_desc();
        OneDnnObjects.check(
                dnnl_eltwise_forward_primitive_desc_create(
                        plan,
                        objects.engine,
                        dnnl_forward_inference,
                        dnnl_eltwise_linear,
                        rows,
                        rows,
                        1f,
                        offset,
                        null));
        objects.destroyLater(plan);
        return objects.pass(plan, FROM_TO, target, target);
    }

    private dnnl_memory_desc description(int type, int stride, int rows, int columns) {
        return objects.description(type, new long[] {rows, columns}, new long[] {stride, 1});
    }

    @Override
    void close() {
        objects.close();
    }
}
