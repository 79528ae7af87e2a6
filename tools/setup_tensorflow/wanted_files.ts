/** C headers that the addon's sources include, directly or not. */
const HEADERS =
  /^tensorflow\/include\/(?:tensorflow\/c|xla\/tsl\/c|tensorflow\/core\/platform|tsl\/platform)\/.*\.h$/;
const LIBRARIES = /^tensorflow\/(libtensorflow_(?:cc|framework)\.so\.\d+)$/;
/** Libraries of CUDA that run programs; `ptxas` and `libdevice`, which compile kernels. */
const CUDA =
  /^(nvidia\/\w+\/(?:lib\/[^/]+\.so[.\d]*|bin\/ptxas|nvvm\/libdevice\/.*))$/;
/** Twins of libraries that TensorFlow does not load: 0.3 GB. */
const UNUSED = /\.alt\.|libcusolverMg/;

/**
 * Says where a file of a wheel goes, relative to the folder of the npm package.
 * The libraries of CUDA lie beside TensorFlow's own as they do where pip puts
 * them: that is where TensorFlow's run path leads (`$ORIGIN/../nvidia/…/lib`).
 *
 * @param name Its name in the wheel.
 * @returns A path with slashes; null if the file is not wanted.
 */
export function destinationOf(name: string): string | null {
  if (HEADERS.test(name)) {
    return name.replace("tensorflow/include/", "deps/include/");
  }
  const library = LIBRARIES.exec(name);
  if (library !== null) return `deps/lib/${library[1]}`;
  return CUDA.test(name) && !UNUSED.test(name) ? `deps/${name}` : null;
}
