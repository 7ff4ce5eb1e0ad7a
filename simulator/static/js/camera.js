/** The camera's live picture, looked at twice a second until something is found in it. */

const EVERY_MS = 500;
const WIDEST = 960;

export class Camera {
  #video;
  #look;
  #stream = null;

  /** Whether the browser offers a camera at all. */
  static isThere = Boolean(navigator.mediaDevices?.getUserMedia);

  /** @param {(picture: Blob) => Promise<boolean>} look whether it found what it looked for */
  constructor(video, look) {
    this.#video = video;
    this.#look = look;
  }

  /** Asks for the camera and begins; rejects where it cannot be had. */
  async start() {
    this.stop();
    this.#stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    this.#video.srcObject = this.#stream;
    this.#video.hidden = false;
    await this.#video.play();
    this.#watch(this.#stream);
  }

  stop() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.#video.srcObject = null;
    this.#video.hidden = true;
  }

  async #watch(stream) {
    while (this.#stream === stream) {
      if (await this.#look(await this.#picture())) return;
      await new Promise((done) => setTimeout(done, EVERY_MS));
    }
  }

  #picture() {
    const { videoWidth: width, videoHeight: height } = this.#video;
    const scale = Math.min(1, WIDEST / width);
    const canvas = document.createElement("canvas");
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.getContext("2d").drawImage(this.#video, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
  }
}
