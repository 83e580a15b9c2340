export { createMockPlatform, type MockPlatform } from "./mockPlatform";
export { type MockOptions, optionsOfAddress } from "./options";
