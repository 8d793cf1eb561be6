// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.jspecify.annotations.Nullable;

/**
 * All lanes by one call of oneDNN's matmul, whose third dimension they are. A call costs some
 * microseconds, the product of a batch of 100 with a layer 10-10 half of one.
 */
final class OneDnnLaneProduct extends LaneProduct {
    private final OneDnnObjects objects;
    private final OneDnnObjects.Pass pass;

    private OneDnnLaneProduct(OneDnnObjects objects, OneDnnObjects.Pass pass) {
        this.objects = objects;
        this.pass = pass;
    }

    /**
     * A product.
     *
     * @return null if oneDNN has no fast one for these shapes on this processor
     */
    static @Nullable OneDnnLaneProduct of(Form form, Lanes a, Lanes b, Lanes c) {
        OneDnnObjects objects = new OneDnnObjects();
        try {
            dnnl_memory_desc first = description(objects, a, form == Form.FIRST_TRANSPOSED);
            dnnl_memory_desc second = description(objects, b, form == Form.SECOND_TRANSPOSED);
            dnnl_memory_desc product = description(objects, c, false);
            dnnl_primitive_desc plan = new dnnl_primitive_desc();
            OneDnnObjects.check(
                    dnnl_matmul_primitive_desc_create(
                            plan, objects.engine, first, second, null, product, null));
            objects.destroyLater(plan);
            if (!OneDnnObjects.implementation(plan).startsWith("brg")) {
                objects.close();
                return null;
            }
            return new OneDnnLaneProduct(
                    objects,
                    objects.pass(
                            plan,
                            new int[] {DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST},
                            memory(objects, first, a),
                            memory(objects, second, b),
                            memory(objects, product, c)));
        } catch (IllegalStateException e) {
            objects.close();
            return null;
        }
    }

    private static dnnl_memory_desc description(
            OneDnnObjects objects, Lanes lanes, boolean transposed) {
        long rows = lanes.rows();
        long cols = lanes.cols();
        long stride = lanes.all().stride;
        return transposed
                ? objects.description(
                        dnnl_f32,
                        new long[] {lanes.count(), cols, rows},
                        new long[] {lanes.step(), 1, stride})
                : objects.description(
                        dnnl_f32,
                        new long[] {lanes.count(), rows, cols},
                        new long[] {lanes.step(), stride, 1});
    }

    private static dnnl_memory memory(
            OneDnnObjects objects, dnnl_memory_desc description, Lanes lanes) {
        return objects.memory(description, ((NativeMatrix) lanes.lane(0)).pointer);
    }

    @Override
    public void run() {
        objects.execute(pass);
        objects.await();
    }

    @Override
    void close() {
        objects.close();
    }
}
