export { type Attachment, Attachments, type AttachmentSource } from './attachments.js';
export { Door, type DoorVerdict, type GateAtTheDoor } from './door.js';
export type { MessageAtTheDoor, MessageOutcome, NewMessage, Purpose, Variables } from './message.js';
export type { NewStaffNotice } from './in-app/staff-notice.js';
export { TellMembers } from './in-app/tell-members.js';
export { MessagingModule } from './messaging.module.js';
export { type ShopFacts, TemplateFacts } from './templates/template-facts.js';
export { readBody } from './read-body.js';
export { QueueMessage } from './queue-message.js';
