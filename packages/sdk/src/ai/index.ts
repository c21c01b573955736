export type { EmbeddingMiddleware, LanguageMiddleware, MiddlewareOptions } from "./middleware.ts";
export { profileEmbeddingMiddleware, profileMiddleware } from "./profile-middleware.ts";
