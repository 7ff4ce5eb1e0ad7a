/** Messenger's best-known sticker. */

export const LIKE = 369239263222822;
