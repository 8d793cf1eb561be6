// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.scoring

import io.github.inittrace.run.RunFolder
import org.tribuo.Output
import org.tribuo.interop.onnx.ONNXExternalModel

/** The untrained network, as in `run.loadInitial<Label>()`; shorthand for [ExternalModels.initial]. */
public inline fun <reified T : Output<T>> RunFolder.loadInitial(): ONNXExternalModel<T> =
    ExternalModels.initial(this, T::class.java)

/** The trained network, as in `run.loadTrained<Label>()`; shorthand for [ExternalModels.trained]. */
public inline fun <reified T : Output<T>> RunFolder.loadTrained(): ONNXExternalModel<T> =
    ExternalModels.trained(this, T::class.java)
