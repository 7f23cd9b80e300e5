// Unpacks the program: `globalThis.unpack(packed)` gives the bytes that were packed, or throws.
//
// A packed file is a plain `.lzma` file: one byte of parameters, the size of the dictionary (4 bytes),
// the size unpacked (8 bytes, all numbers little-endian), then the LZMA stream without an end mark.
// Written after the LZMA specification in the LZMA SDK, which is in the public domain; names of states,
// repetitions and slots are those of the specification. The bytes already unpacked are the dictionary.
//
// The integrity of a packed file is checked before it gets here. Should a damaged one come all the
// same, it costs at most `LARGEST` bytes and one pass over its own: every step takes input or gives output.

const HEADER = 13;
/** More than any program of ours, and little enough for every device. */
const LARGEST = 1 << 25;
/** One task lasts about this many milliseconds, few enough on slow processors too; between two the page can answer. */
const SLICE = 8;
/** How many bytes come out between two looks at the clock. */
const STRIDE = 1 << 11;

/** Where each kind of bit has its probabilities: 11-bit numbers, in one array. */
const IS_MATCH = 0; // 12 states × 16 positions
const IS_REPEATED = IS_MATCH + 192; // 12 states, as the next three
const IS_OTHER = IS_REPEATED + 12;
const IS_THIRD = IS_OTHER + 12;
const IS_FOURTH = IS_THIRD + 12;
const IS_LONG = IS_FOURTH + 12; // 12 states × 16 positions
const SLOT = IS_LONG + 192; // 4 lengths × 64
const NEAR = SLOT + 256; // distances of 4 to 127
const ALIGN = NEAR + 115;
const LENGTH = ALIGN + 16; // of a match: two choices, 16 positions × 8 twice, 256
const REPEATED_LENGTH = LENGTH + 514;
const LITERAL = REPEATED_LENGTH + 514; // 768 in each context

function check(holds) {
  if (!holds) throw new Error('the packed program is damaged');
}

/** Bits out of bytes: a range coder whose probabilities learn from every bit. */
class Bits {
  constructor(bytes, n_probabilities) {
    check(bytes[HEADER] === 0);
    this.bytes = bytes;
    this.at = HEADER + 1;
    this.chances = new Uint16Array(n_probabilities).fill(1024);
    // In an array of their type, or every step would make a new number on the heap.
    this.range = Uint32Array.of(0xffffffff);
    this.code = Uint32Array.of(0);
    for (let n = 0; n < 4; n += 1) this.code[0] = (this.code[0] << 8) | this.next();
  }

  next() {
    check(this.at < this.bytes.length);
    return this.bytes[this.at++];
  }

  isAtEnd() {
    return this.at === this.bytes.length && this.code[0] === 0;
  }

  normalise() {
    if (this.range[0] >= 0x1000000) return;
    this.range[0] <<= 8;
    this.code[0] = (this.code[0] << 8) | this.next();
  }

  bit(place) {
    const { range, code, chances } = this;
    const chance = chances[place];
    const bound = Math.imul(range[0] >>> 11, chance) >>> 0;
    let bit = 0;
    if (code[0] < bound) {
      range[0] = bound;
      chances[place] = chance + ((2048 - chance) >>> 5);
    } else {
      range[0] -= bound;
      code[0] -= bound;
      chances[place] = chance - (chance >>> 5);
      bit = 1;
    }
    this.normalise();
    return bit;
  }

  /** A number of `width` bits, each even chances. */
  direct(width) {
    let number = 0;
    for (let n = 0; n < width; n += 1) {
      this.range[0] >>>= 1;
      const isOne = this.code[0] >= this.range[0];
      if (isOne) this.code[0] -= this.range[0];
      this.normalise();
      number = (number << 1) | (isOne ? 1 : 0);
    }
    return number;
  }

  /** A number of `width` bits, highest first; each bit's chances depend on those before it. */
  tree(place, width) {
    let node = 1;
    for (let n = 0; n < width; n += 1) node = (node << 1) | this.bit(place + node);
    return node - (1 << width);
  }

  /** The same, lowest bit first. */
  reverseTree(place, width) {
    let [node, number] = [1, 0];
    for (let n = 0; n < width; n += 1) {
      const bit = this.bit(place + node);
      node = (node << 1) | bit;
      number |= bit << n;
    }
    return number;
  }

  length(place, position) {
    if (!this.bit(place)) return 2 + this.tree(place + 2 + position * 8, 3);
    if (!this.bit(place + 1)) return 10 + this.tree(place + 130 + position * 8, 3);
    return 18 + this.tree(place + 258, 8);
  }

  /** How many bytes back a match begins, less one. */
  distance(length) {
    const slot = this.tree(SLOT + Math.min(length - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const width = (slot >> 1) - 1;
    const base = ((2 | (slot & 1)) << width) >>> 0;
    if (slot < 14) return base + this.reverseTree(NEAR + base - slot, width);
    return base + this.direct(width - 4) * 16 + this.reverseTree(ALIGN, 4);
  }
}

class Unpacker {
  constructor(packed) {
    check(packed.length > HEADER);
    const header = new DataView(packed.buffer, packed.byteOffset, HEADER);
    const parameters = header.getUint8(0);
    const size = header.getBigUint64(5, true);
    check(parameters < 225 && size <= LARGEST);
    this.literalBits = parameters % 9; // of the byte before
    this.literalMask = (1 << (((parameters / 9) | 0) % 5)) - 1; // of the position
    this.positionMask = (1 << ((parameters / 45) | 0)) - 1;
    this.bits = new Bits(packed, LITERAL + (768 << this.literalBits) * (this.literalMask + 1));
    this.out = new Uint8Array(Number(size));
    this.at = 0;
    this.state = 0;
    this.distances = [0, 0, 0, 0]; // the last four, newest first, each less one
  }

  isDone() {
    return this.at === this.out.length;
  }

  /** Goes on until so many bytes are out. */
  run(until) {
    const { bits } = this;
    while (this.at < until) {
      const position = this.at & this.positionMask;
      if (!bits.bit(IS_MATCH + this.state * 16 + position)) this.literal();
      else if (bits.bit(IS_REPEATED + this.state)) this.repeated(position);
      else this.match(position);
    }
    check(!this.isDone() || bits.isAtEnd());
  }

  literal() {
    const { bits, out, at } = this;
    const before = at ? out[at - 1] : 0;
    const context = ((at & this.literalMask) << this.literalBits) + (before >> (8 - this.literalBits));
    const place = LITERAL + 768 * context;
    let node = 1;
    if (this.state >= 7) {
      // After a match the byte that stands there instead is part of the context, as long as it fits.
      let expected = out[at - this.distances[0] - 1];
      while (node < 256) {
        const hint = (expected >> 7) & 1;
        expected <<= 1;
        const bit = bits.bit(place + ((1 + hint) << 8) + node);
        node = (node << 1) | bit;
        if (bit !== hint) break;
      }
    }
    while (node < 256) node = (node << 1) | bits.bit(place + node);
    out[this.at++] = node;
    this.state = this.state < 4 ? 0 : this.state - (this.state < 10 ? 3 : 6);
  }

  match(position) {
    const length = this.bits.length(LENGTH, position);
    this.distances.unshift(this.bits.distance(length));
    this.distances.length = 4;
    this.copy(length);
    this.state = this.state < 7 ? 7 : 10;
  }

  repeated(position) {
    const { bits, state, distances } = this;
    if (bits.bit(IS_OTHER + state)) {
      const which = bits.bit(IS_THIRD + state) ? 2 + bits.bit(IS_FOURTH + state) : 1;
      distances.unshift(...distances.splice(which, 1));
    } else if (!bits.bit(IS_LONG + state * 16 + position)) {
      this.copy(1);
      this.state = state < 7 ? 9 : 11;
      return;
    }
    this.copy(bits.length(REPEATED_LENGTH, position));
    this.state = state < 7 ? 8 : 11;
  }

  /** Repeats bytes already unpacked; they may overlap those they become. */
  copy(length) {
    const { out, at } = this;
    const from = at - this.distances[0] - 1;
    check(from >= 0 && at + length <= out.length);
    for (let n = 0; n < length; n += 1) out[at + n] = out[from + n];
    this.at += length;
  }
}

/** Lets the browser do what else waits. */
function pause() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

globalThis.unpack = async (packed) => {
  const unpacker = new Unpacker(packed);
  do {
    const end = performance.now() + SLICE;
    do unpacker.run(Math.min(unpacker.at + STRIDE, unpacker.out.length));
    while (!unpacker.isDone() && performance.now() < end);
    await pause();
  } while (!unpacker.isDone());
  return unpacker.out;
};
