import type { TensorflowVariant } from "@kindred/trainer/tensorflow";

/** One file of PyPI, pinned. */
export interface Wheel {
  /** Name of the project. */
  project: string;
  /** Its version. */
  version: string;
  /** Name of the file. */
  file: string;
  /** Its size in bytes. */
  bytes: number;
  /** Its sha256, 64 hexadecimal digits. */
  sha256: string;
  /** Bytes that what is taken from it occupies on disk, about. */
  unpackedBytes: number;
}

/** What is taken from PyPI for one kind of machine. */
export interface Pins {
  /** Version of TensorFlow. */
  tensorflow: string;
  /** Tags of `pip download --platform` under which it finds all of the files. */
  platforms: readonly string[];
  /** Version of Python in the names of the files: nothing here needs Python. */
  python: string;
  /** TensorFlow for the CPU: libraries and C headers. */
  cpu: readonly Wheel[];
  /** TensorFlow for CUDA, and what its extra `and-cuda` names. */
  cuda: readonly Wheel[];
}

/**
 * Files by `process.platform` and `process.arch`. Only what was built and loaded
 * is here. PyPI has TensorFlow for `linux-arm64`, `darwin-arm64` and `win32-x64`
 * too: whoever can try one adds its entry, and what its libraries are called to
 * `addon.ts`.
 */
export const PINS: Readonly<Record<string, Pins>> = {
  "linux-x64": {
    tensorflow: "2.21.0",
    platforms: [
      "manylinux_2_27_x86_64",
      "manylinux_2_25_x86_64",
      "manylinux_2_17_x86_64",
      "manylinux2014_x86_64",
      "manylinux_2_12_x86_64",
      "manylinux2010_x86_64",
    ],
    python: "311",
    cpu: [
      {
        project: "tensorflow-cpu",
        version: "2.21.0",
        file: "tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl",
        bytes: 273_829_956,
        sha256:
          "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
        unpackedBytes: 854e6,
      },
    ],
    cuda: [
      {
        project: "tensorflow",
        version: "2.21.0",
        file: "tensorflow-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl",
        bytes: 572_440_367,
        sha256:
          "9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124",
        unpackedBytes: 1260e6,
      },
      {
        project: "nvidia-cublas-cu12",
        version: "12.9.3.13",
        file: "nvidia_cublas_cu12-12.9.3.13-py3-none-manylinux_2_27_x86_64.whl",
        bytes: 581_217_458,
        sha256:
          "d7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72",
        unpackedBytes: 855e6,
      },
      {
        project: "nvidia-cuda-cupti-cu12",
        version: "12.9.79",
        file:
          "nvidia_cuda_cupti_cu12-12.9.79-py3-none-manylinux_2_25_x86_64.whl",
        bytes: 10_814_997,
        sha256:
          "096bcf334f13e1984ba36685ad4c1d6347db214de03dbb6eebb237b41d9d934f",
        unpackedBytes: 43e6,
      },
      {
        project: "nvidia-cuda-nvcc-cu12",
        version: "12.9.86",
        file:
          "nvidia_cuda_nvcc_cu12-12.9.86-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl",
        bytes: 40_546_229,
        sha256:
          "5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0",
        unpackedBytes: 35e6,
      },
      {
        project: "nvidia-cuda-nvrtc-cu12",
        version: "12.9.86",
        file:
          "nvidia_cuda_nvrtc_cu12-12.9.86-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl",
        bytes: 89_568_129,
        sha256:
          "210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4",
        unpackedBytes: 113e6,
      },
      {
        project: "nvidia-cuda-runtime-cu12",
        version: "12.9.79",
        file:
          "nvidia_cuda_runtime_cu12-12.9.79-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
        bytes: 3_493_179,
        sha256:
          "25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3",
        unpackedBytes: 1e6,
      },
      {
        project: "nvidia-cudnn-cu12",
        version: "9.28.0.42",
        file: "nvidia_cudnn_cu12-9.28.0.42-py3-none-manylinux_2_27_x86_64.whl",
        bytes: 716_538_495,
        sha256:
          "9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375",
        unpackedBytes: 1162e6,
      },
      {
        project: "nvidia-cufft-cu12",
        version: "11.4.1.4",
        file:
          "nvidia_cufft_cu12-11.4.1.4-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
        bytes: 200_877_592,
        sha256:
          "c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28",
        unpackedBytes: 294e6,
      },
      {
        project: "nvidia-curand-cu12",
        version: "10.3.10.19",
        file:
          "nvidia_curand_cu12-10.3.10.19-py3-none-manylinux_2_27_x86_64.whl",
        bytes: 68_295_626,
        sha256:
          "49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e",
        unpackedBytes: 167e6,
      },
      {
        project: "nvidia-cusolver-cu12",
        version: "11.7.5.82",
        file:
          "nvidia_cusolver_cu12-11.7.5.82-py3-none-manylinux_2_27_x86_64.whl",
        bytes: 338_117_415,
        sha256:
          "15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88",
        unpackedBytes: 302e6,
      },
      {
        project: "nvidia-cusparse-cu12",
        version: "12.5.10.65",
        file:
          "nvidia_cusparse_cu12-12.5.10.65-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
        bytes: 366_465_088,
        sha256:
          "73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78",
        unpackedBytes: 487e6,
      },
      {
        project: "nvidia-nccl-cu12",
        version: "2.32.3",
        file: "nvidia_nccl_cu12-2.32.3-py3-none-manylinux_2_27_x86_64.whl",
        bytes: 351_526_311,
        sha256:
          "bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c",
        unpackedBytes: 474e6,
      },
      {
        project: "nvidia-nvjitlink-cu12",
        version: "12.9.86",
        file:
          "nvidia_nvjitlink_cu12-12.9.86-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl",
        bytes: 39_748_338,
        sha256:
          "e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9",
        unpackedBytes: 96e6,
      },
    ],
  },
};

/**
 * Returns the pinned files for a kind of machine.
 *
 * @param variant What TensorFlow shall be for.
 * @param machine `process.platform` and `process.arch`, joined by a dash.
 * @returns The files, TensorFlow's first; null where none are pinned.
 */
export function wheelsFor(
  variant: TensorflowVariant,
  machine: string,
): readonly Wheel[] | null {
  return PINS[machine]?.[variant] ?? null;
}
