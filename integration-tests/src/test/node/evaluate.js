// SPDX-License-Identifier: Apache-2.0
// node evaluate.js MODEL [ROWS]: what a model gives in ONNX Runtime for Node.js, as JSON: every
// output's type, dims and data, where what is not finite is text. ROWS is a JSON file with the
// rows of the model's one input; a model without inputs needs none.
"use strict";
const fs = require("fs");
const ort = require("onnxruntime-node");

async function main(model, rows) {
  const session = await ort.InferenceSession.create(model);
  const feeds = {};
  if (rows) {
    const values = JSON.parse(fs.readFileSync(rows, "utf8"));
    const dims = [values.length, values[0].length];
    feeds[session.inputNames[0]] = new ort.Tensor("float32", values.flat(), dims);
  }
  const results = await session.run(feeds);
  const printed = {};
  for (const [name, tensor] of Object.entries(results)) {
    const data = Array.from(tensor.data, (x) => (Number.isFinite(x) ? x : String(x)));
    printed[name] = { type: tensor.type, dims: tensor.dims, data };
  }
  process.stdout.write(JSON.stringify(printed));
}

main(process.argv[2], process.argv[3]);
